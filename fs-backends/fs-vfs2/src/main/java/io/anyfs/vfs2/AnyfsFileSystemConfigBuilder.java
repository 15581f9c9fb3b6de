package io.anyfs.vfs2;

import io.anyfs.FileSystem;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.vfs2.FileSystemConfigBuilder;
import org.apache.commons.vfs2.FileSystemOptions;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code anyfs:} filesystems. Safe for use by many threads; the {@link FileSystemOptions} are not.
 */
public final class AnyfsFileSystemConfigBuilder extends FileSystemConfigBuilder {

    private static final AnyfsFileSystemConfigBuilder INSTANCE = new AnyfsFileSystemConfigBuilder();
    private static final String PUBLICATION = "publication";
    private static final String PARAMETERS = "parameters";
    private static final String STORAGE = "storage";

    private AnyfsFileSystemConfigBuilder() {
        super("anyfs.");
    }

    /** The only one. */
    public static AnyfsFileSystemConfigBuilder getInstance() {
        return INSTANCE;
    }

    /** When others see what is written. Without it, {@link Publication#AT_CLOSE}. */
    public void setPublication(FileSystemOptions options, Publication publication) {
        setParam(options, PUBLICATION, Objects.requireNonNull(publication, PUBLICATION));
    }

    /** When others see what is written. */
    public Publication getPublication(@Nullable FileSystemOptions options) {
        return getEnum(Publication.class, options, PUBLICATION, Publication.AT_CLOSE);
    }

    /**
     * A parameter of the storage's URL that is not in the URL, such as a password. What the URL has itself counts more.
     */
    public void setParameter(FileSystemOptions options, String name, String value) {
        Map<String, String> parameters = new TreeMap<>(getParameters(options));
        parameters.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        setParam(options, PARAMETERS, parameters);
    }

    /** The parameters that are not in the URL, by their names. */
    public Map<String, String> getParameters(@Nullable FileSystemOptions options) {
        Map<String, String> parameters = getParam(options, PARAMETERS);
        return parameters == null ? Map.of() : Map.copyOf(parameters);
    }

    /** The storage of a name, handed from {@link VfsFileSystems} to the provider. */
    void setStorage(FileSystemOptions options, FileSystem storage) {
        setParam(options, STORAGE, storage);
    }

    @Nullable
    FileSystem getStorage(@Nullable FileSystemOptions options) {
        return getParam(options, STORAGE);
    }

    @Override
    protected Class<? extends org.apache.commons.vfs2.FileSystem> getConfigClass() {
        return AnyfsFileSystem.class;
    }
}
