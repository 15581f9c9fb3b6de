/** Filesystems out of filesystems: mounts, unions, views and limits. */
module io.anyfs.overlay {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.overlay.view;

    provides io.anyfs.spi.WrapperProvider with
            io.anyfs.overlay.view.ReadOnlyWrapper,
            io.anyfs.overlay.view.SubdirectoryWrapper;
}
