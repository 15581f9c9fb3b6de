package io.anyfs.lifecycle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file by which a process says that it answers requests for dumps. The process holds a lock on it, which the kernel takes
 * away when the process ends in whatever way, and the file names the moment when the process began: so neither the file of
 * a dead process, nor that of a process in another container, makes anybody signal a process that has the same number.
 */
final class ProcessMarker implements AutoCloseable {

    private static final String NAME = "process";

    private final Path file;
    private final FileLock lock;

    private ProcessMarker(Path file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Says that this process answers. */
    static ProcessMarker put(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        Path begun = directory.resolve(NAME + ".tmp");
        Files.deleteIfExists(begun);
        FileChannel channel = FileChannel.open(
                begun,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            // Never opened again by this process: closing any channel of the file would release the lock (fcntl(2)).
            FileLock lock = channel.lock();
            ByteBuffer content =
                    StandardCharsets.UTF_8.encode(began(ProcessHandle.current().pid()));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
            return new ProcessMarker(file, lock);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Whether the process of this number put the marker that is in the directory, and lives. */
    static boolean isOf(Path directory, long pid) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return isLocked(file) && Files.readString(file).equals(began(pid));
    }

    /** Whether a living process holds the marker that is in the directory. */
    static boolean isLive(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isLocked(file);
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock ours = channel.tryLock()) {
            return ours == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        }
    }

    /**
     * When a process began, in ticks since the machine did ({@code proc(5)}, field 22 of {@code stat}), which no change of the
     * clock moves; empty where there is no such file.
     */
    private static String began(long pid) {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException elsewhere) {
            return "";
        }
        // The second field is the program's name in parentheses, and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > 19 ? fields[19] : "";
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        lock.acquiredBy().close();
    }
}
