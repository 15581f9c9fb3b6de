/** Filesystems out of filesystems: mounts, unions, views and limits. */
module io.anyfs.overlay {
    requires transitive io.anyfs;
    requires static org.jspecify;

    exports io.anyfs.overlay.audit;
    exports io.anyfs.overlay.limit;
    exports io.anyfs.overlay.mount;
    exports io.anyfs.overlay.quota;
    exports io.anyfs.overlay.retry;
    exports io.anyfs.overlay.time;
    exports io.anyfs.overlay.union;
    exports io.anyfs.overlay.view;

    provides io.anyfs.spi.WrapperProvider with
            io.anyfs.overlay.audit.AuditWrapper,
            io.anyfs.overlay.limit.ConcurrencyWrapper,
            io.anyfs.overlay.limit.ThrottleWrapper,
            io.anyfs.overlay.limit.TimeoutWrapper,
            io.anyfs.overlay.quota.QuotaWrapper,
            io.anyfs.overlay.retry.RetryWrapper,
            io.anyfs.overlay.view.CaseWrapper,
            io.anyfs.overlay.view.FilterWrapper,
            io.anyfs.overlay.view.NamesWrapper,
            io.anyfs.overlay.view.ObjectStoreWrapper,
            io.anyfs.overlay.view.ReadOnlyWrapper,
            io.anyfs.overlay.view.SubdirectoryWrapper;
}
