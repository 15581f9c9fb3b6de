package io.anyfs.nio;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A storage as the JDK sees it. */
final class AnyfsFileSystem extends java.nio.file.FileSystem {

    private final AnyfsFileSystemProvider provider;
    private final FileSystem storage;
    private final NioOptions options;
    private final String key;
    private final AnyfsPath root = new AnyfsPath(this, "/");
    private final RangeLocks locks = new RangeLocks();
    // Weak, so that a channel that was forgotten is noticed as what it holds open.
    private final Set<AnyfsFileChannel> channels =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile @Nullable Set<String> views;

    AnyfsFileSystem(AnyfsFileSystemProvider provider, FileSystem storage, NioOptions options, String key) {
        this.provider = provider;
        this.storage = storage;
        this.options = options;
        this.key = key;
    }

    FileSystem storage() {
        return storage;
    }

    NioOptions options() {
        return options;
    }

    /** What its URIs begin with. */
    String key() {
        return key;
    }

    AnyfsPath root() {
        return root;
    }

    RangeLocks locks() {
        return locks;
    }

    boolean can(FsPath place, Capability capability) {
        return storage.capabilities(place).has(capability);
    }

    void requireWritable(FsPath place) {
        if (!can(place, Capability.WRITE)) {
            throw new ReadOnlyFileSystemException();
        }
    }

    AnyfsFileChannel opened(AnyfsFileChannel channel) {
        channels.add(channel);
        return channel;
    }

    @Override
    public AnyfsFileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() throws IOException {
        OpenFileSystems.remove(this);
        IOException failed = null;
        for (AnyfsFileChannel channel : List.copyOf(channels)) {
            failed = closing(channel::abandon, failed);
        }
        failed = closing(storage, failed);
        if (failed != null) {
            throw failed;
        }
    }

    private static @Nullable IOException closing(Closeable resource, @Nullable IOException before) {
        try {
            resource.close();
            return before;
        } catch (IOException failure) {
            if (before == null) {
                return failure;
            }
            before.addSuppressed(failure);
            return before;
        }
    }

    @Override
    public boolean isOpen() {
        return storage.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return !can(FsPath.ROOT, Capability.WRITE);
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root);
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of(new AnyfsFileStore(this, FsPath.ROOT));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        Set<String> known = views;
        if (known == null) {
            known = keepsPosix() ? Set.of("basic", "owner", "posix", "unix", "anyfs") : Set.of("basic", "anyfs");
            views = known;
        }
        return known;
    }

    private boolean keepsPosix() {
        try {
            Capabilities can = storage.capabilities();
            return can.has(Capability.SET_MODE) || storage.stat(FsPath.ROOT).posix() != null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public AnyfsPath getPath(String first, String... more) {
        return new AnyfsPath(this, PathNames.parse(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        int colon = syntaxAndPattern.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("write glob:pattern or regex:pattern");
        }
        String pattern = syntaxAndPattern.substring(colon + 1);
        String syntax = syntaxAndPattern.substring(0, colon).toLowerCase(Locale.ROOT);
        Pattern compiled = switch (syntax) {
            case "glob" -> GlobSyntax.compile(pattern);
            case "regex" -> Pattern.compile(pattern);
            default ->
                throw new UnsupportedOperationException("syntax " + syntax + ", which is neither glob nor regex");
        };
        return path -> compiled.matcher(path.toString()).matches();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        if (!supportedFileAttributeViews().contains("posix")) {
            throw new UnsupportedOperationException(storage.name() + " keeps no owners");
        }
        return new NumericPrincipals();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("no storage tells of changes");
    }

    @Override
    public String toString() {
        return key;
    }
}
