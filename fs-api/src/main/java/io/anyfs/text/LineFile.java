package io.anyfs.text;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of this machine to which lines are appended. A line is never mixed with another, and half a line is taken back where the
 * system allows. A file that is created is for its owner only. Safe for use by many threads.
 */
public final class LineFile implements Closeable {

    private final Path file;
    private final boolean fsync;
    private FileChannel channel;
    private @Nullable Object key;
    private boolean torn;

    private LineFile(Path file, boolean fsync, FileChannel channel, @Nullable Object key) {
        this.file = file;
        this.fsync = fsync;
        this.channel = channel;
        this.key = key;
    }

    /**
     * Opens the file, or creates it.
     *
     * @param fsync whether lines are on stable storage when {@link #append} returns
     */
    public static LineFile open(Path file, boolean fsync) throws IOException {
        FileChannel channel = channel(file);
        boolean opened = false;
        try {
            LineFile lines = new LineFile(file, fsync, channel, key(file));
            opened = true;
            return lines;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** Appends lines, all or none. An interrupt does not close the file: it is kept until the lines are written. */
    public synchronized void append(Collection<String> lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(
                ((torn ? "\n" : "") + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        boolean interrupted = Thread.interrupted();
        try {
            long before = channel.size();
            boolean written = false;
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                written = true;
                torn = false;
            } finally {
                if (!written) {
                    takeBack(before);
                }
            }
            if (fsync) {
                channel.force(false);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Goes on in a new file if this one was renamed or removed, as programs do that rotate logs. */
    public synchronized void reopenIfMoved() throws IOException {
        if (!Objects.equals(key, key(file)) || Files.notExists(file)) {
            FileChannel next = channel(file);
            FileChannel old = channel;
            channel = next;
            torn = false;
            key = key(file);
            old.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private void takeBack(long size) {
        try {
            channel.truncate(size);
        } catch (IOException kept) {
            torn = true;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        FileAttribute<?>[] ownerOnly =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                ownerOnly);
    }

    /** What tells this file from another of the same name; {@code null} where there is no such thing, or no file. */
    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException removed) {
            return null;
        }
    }
}
