package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A directory held by its file descriptor (openat and its relatives of POSIX), so that it stays the same one whatever
 * happens to the path that led to it.
 */
final class SecureDirectory implements Directory {

    private final SecureDirectoryStream<Path> stream;
    private final FsPath real;
    private final Path host;
    private final Object key;
    private final long reachedAt;
    private final AtomicInteger uses = new AtomicInteger(1);

    /**
     * @param reachedAt when the way here was checked, by {@link System#nanoTime}
     */
    SecureDirectory(SecureDirectoryStream<Path> stream, FsPath real, Path host, long reachedAt) throws IOException {
        this.stream = stream;
        this.real = real;
        this.host = host;
        this.reachedAt = reachedAt;
        this.key = stream.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
    }

    long reachedAt() {
        return reachedAt;
    }

    @Override
    public FsPath real() {
        return real;
    }

    @Override
    public Path host() {
        return host;
    }

    @Override
    public Object key() {
        return key;
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        return stream.getFileAttributeView(path(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V view(String name, Class<V> type) throws IOException {
        return stream.getFileAttributeView(path(name), type, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileChannel open(String name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return (FileChannel) stream.newByteChannel(path(name), unfollowing(options), attributes);
    }

    @Override
    public Directory child(String name) throws IOException {
        SecureDirectoryStream<Path> child = stream.newDirectoryStream(path(name), LinkOption.NOFOLLOW_LINKS);
        try {
            // The root is always where it was, so the way is as old as the first step from there.
            long since = real.isRoot() ? System.nanoTime() : reachedAt;
            return new SecureDirectory(child, real.child(name), host.resolve(path(name)), since);
        } catch (IOException | RuntimeException failure) {
            child.close();
            throw failure;
        }
    }

    @Override
    public DirectoryStream<Path> entries() throws IOException {
        return stream.newDirectoryStream(path("."), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void deleteFile(String name) throws IOException {
        stream.deleteFile(path(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        stream.deleteDirectory(path(name));
    }

    @Override
    public void move(String name, Directory target, String targetName) throws IOException {
        stream.move(path(name), ((SecureDirectory) target).stream, path(targetName));
    }

    @Override
    public SecureDirectory share() {
        if (!tryShare()) {
            throw new IllegalStateException("the directory has been closed");
        }
        return this;
    }

    /** Another use, unless the last one has ended. */
    boolean tryShare() {
        int now = uses.get();
        while (now > 0) {
            if (uses.compareAndSet(now, now + 1)) {
                return true;
            }
            now = uses.get();
        }
        return false;
    }

    @Override
    public void close() {
        if (uses.decrementAndGet() == 0) {
            try {
                stream.close();
            } catch (IOException readOnlyDescriptor) {
                // Nothing was written through it, so nothing can have been lost.
            }
        }
    }

    private static Set<? extends OpenOption> unfollowing(Set<? extends OpenOption> options) {
        if (options.contains(LinkOption.NOFOLLOW_LINKS)) {
            return options;
        }
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return all;
    }

    private Path path(String name) throws IOException {
        return Names.path(host, name);
    }
}
