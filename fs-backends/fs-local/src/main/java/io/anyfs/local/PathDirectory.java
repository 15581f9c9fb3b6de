package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is only known by its path: for {@link LinkPolicy#FOLLOW}, and for systems without
 * {@link java.nio.file.SecureDirectoryStream}, where a directory that is swapped for a link between a check and its use
 * leads astray.
 */
final class PathDirectory implements Directory {

    private final FsPath real;
    private final Path host;
    private final boolean posix;
    private @Nullable Object key;

    PathDirectory(FsPath real, Path host, boolean posix) {
        this.real = real;
        this.host = host;
        this.posix = posix;
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
    public Object key() throws IOException {
        Object known = key;
        if (known == null) {
            Object file = Files.readAttributes(host, BasicFileAttributes.class).fileKey();
            known = file != null ? file : host.toRealPath();
            key = known;
        }
        return known;
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        Class<? extends BasicFileAttributes> type = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
        return Files.readAttributes(path(name), type, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V view(String name, Class<V> type) throws IOException {
        return Files.getFileAttributeView(path(name), type, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FileChannel open(String name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(path(name), all, attributes);
    }

    @Override
    public Directory child(String name) throws IOException {
        Path child = path(name);
        if (!Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isDirectory()) {
            throw new NotDirectoryException(child.toString());
        }
        return new PathDirectory(real.child(name), child, posix);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public DirectoryStream<Path> entries() throws IOException {
        return Files.newDirectoryStream(host);
    }

    @Override
    public void deleteFile(String name) throws IOException {
        Files.delete(path(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        Files.delete(path(name));
    }

    @Override
    public void move(String name, Directory target, String targetName) throws IOException {
        Files.move(path(name), ((PathDirectory) target).path(targetName), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Directory share() {
        return this;
    }

    @Override
    public void close() {}

    private Path path(String name) throws IOException {
        return name.equals(".") ? host : host.resolve(Names.path(host, name));
    }
}
