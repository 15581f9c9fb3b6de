package io.anyfs.vfs2;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsUrl;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemConfigBuilder;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.provider.AbstractOriginatingFileProvider;
import org.jspecify.annotations.Nullable;

/**
 * The provider of {@code anyfs:} URLs, which {@link org.apache.commons.vfs2.impl.StandardFileSystemManager} finds on the class path.
 * {@code anyfs:URL!/path} opens the storage of a URL, such as {@code anyfs:s3://bucket?region=eu-central-1!/reports}, once for all
 * files of one manager and the same options; {@code anyfs://name/path} is in a storage that {@link VfsFileSystems} gave a name.
 *
 * <p>A storage is closed with its filesystem: by {@code FileSystemManager.closeFileSystem} or the manager's close. Safe for use by
 * many threads.
 */
public final class AnyfsFileProvider extends AbstractOriginatingFileProvider {

    /** For the manager, which makes one by reflection. */
    public AnyfsFileProvider() {
        setFileNameParser(new AnyfsFileNameParser());
    }

    @Override
    public Collection<Capability> getCapabilities() {
        return Collections.unmodifiableSet(VfsCapabilities.all());
    }

    @Override
    public FileSystemConfigBuilder getConfigBuilder() {
        return AnyfsFileSystemConfigBuilder.getInstance();
    }

    /** As it is inherited, but a URI that makes no sense is not repeated, as it may hold a secret. */
    @Override
    public FileObject findFile(@Nullable FileObject base, String uri, @Nullable FileSystemOptions options)
            throws FileSystemException {
        return findFile(parseUri(base == null ? null : base.getName(), uri), options);
    }

    @Override
    protected synchronized org.apache.commons.vfs2.FileSystem getFileSystem(
            FileName root, @Nullable FileSystemOptions options) throws FileSystemException {
        Location location = ((AnyfsFileName) root).location();
        org.apache.commons.vfs2.FileSystem found = findFileSystem(root, options);
        if (found instanceof AnyfsFileSystem open) {
            boolean wrapsAnother = storageIn(options) != null;
            if (wrapsAnother || !location.opens(open.location())) {
                throw new FileSystemException(
                        "vfs.provider/resolve-file.error",
                        location,
                        new IllegalArgumentException(
                                "another storage is open as " + location + "; hand one in under a name of its own"));
            }
        }
        return super.getFileSystem(root, options);
    }

    /** What has a name is found by that alone. */
    @Override
    protected org.apache.commons.vfs2.@Nullable FileSystem findFileSystem(
            Comparable<?> root, @Nullable FileSystemOptions options) {
        boolean named = ((AnyfsFileName) root).location().url() == null;
        return super.findFileSystem(root, named ? null : options);
    }

    private static @Nullable FileSystem storageIn(@Nullable FileSystemOptions options) {
        return AnyfsFileSystemConfigBuilder.getInstance().getStorage(options);
    }

    @Override
    protected org.apache.commons.vfs2.FileSystem doCreateFileSystem(FileName root, @Nullable FileSystemOptions options)
            throws FileSystemException {
        AnyfsFileName name = (AnyfsFileName) root;
        Publication publication = AnyfsFileSystemConfigBuilder.getInstance().getPublication(options);
        FileSystem handedIn = storageIn(options);
        if (handedIn != null) {
            return new AnyfsFileSystem(name, null, handedIn, publication);
        }
        return new AnyfsFileSystem(name, options, open(name.location(), options), publication);
    }

    private static FileSystem open(Location location, @Nullable FileSystemOptions options) throws FileSystemException {
        FsUrl url = location.url();
        if (url == null) {
            throw new FileSystemException(
                    "vfs.provider/resolve-file.error",
                    location,
                    new IllegalArgumentException("no storage has that name, or it was closed"));
        }
        if (location.hidesSecrets()) {
            throw new FileSystemException(
                    "vfs.provider/resolve-file.error",
                    location,
                    new IllegalArgumentException("the storage is not open, and the secrets of its URL are hidden"));
        }
        Map<String, String> parameters =
                AnyfsFileSystemConfigBuilder.getInstance().getParameters(options);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url = url.withDefault(parameter.getKey(), parameter.getValue());
        }
        try {
            return FileSystems.open(url);
        } catch (IOException | IllegalArgumentException failure) {
            throw new FileSystemException("vfs.provider/resolve-file.error", location, failure);
        }
    }
}
