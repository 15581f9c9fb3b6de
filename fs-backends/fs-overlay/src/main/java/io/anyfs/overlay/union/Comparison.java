package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** Compares entries of the write layer with what is below. */
record Comparison(Backend top, Backend below) {

    private static final int CHUNK = 256 * 1024;

    static Comparison of(Stack stack) {
        return new Comparison(stack.top().backend(), stack.below());
    }

    /** Whether two files have the same bytes. */
    boolean sameBytes(FileInfo one, FileInfo other) throws IOException {
        if (one.size() != other.size()) {
            return false;
        }
        try (BackendReadHandle left = top.openRead(one.path());
                BackendReadHandle right = below.openRead(other.path())) {
            ByteBuffer mine = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, one.size())));
            ByteBuffer theirs = ByteBuffer.allocate(mine.capacity());
            for (long position = 0; position < one.size(); position += mine.limit()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted after comparing " + position + " bytes");
                }
                int length = (int) Math.min(mine.capacity(), one.size() - position);
                if (!read(left, mine, position, length)
                        || !read(right, theirs, position, length)
                        || !mine.equals(theirs)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean read(BackendReadHandle in, ByteBuffer target, long position, int length) throws IOException {
        target.clear().limit(length);
        while (target.hasRemaining()) {
            if (in.read(target, position + target.position()) < 0) {
                return false;
            }
        }
        target.flip();
        return true;
    }

    boolean sameTarget(FsPath link) throws IOException {
        return top.readLink(link).equals(below.readLink(link));
    }

    /** Whether modes are the same, as far as both layers keep them. */
    static boolean sameMode(FileInfo one, FileInfo other) {
        PosixAttributes mine = one.posix();
        PosixAttributes theirs = other.posix();
        return mine == null || theirs == null || mine.mode() == theirs.mode();
    }

    /** Whether modification times are the same, at the precision that both layers keep. */
    boolean sameTime(FileInfo one, FileInfo other) {
        Duration mine = top.capabilities(FsPath.ROOT).limits().timestampPrecision();
        Duration theirs = below.capabilities(FsPath.ROOT).limits().timestampPrecision();
        Duration step = mine.compareTo(theirs) > 0 ? mine : theirs;
        return cut(one.lastModified(), step).equals(cut(other.lastModified(), step));
    }

    private static Instant cut(Instant time, Duration step) {
        long seconds = Math.max(1, step.getSeconds());
        long nanos = step.getSeconds() > 0 ? 1_000_000_000L : Math.max(1, step.getNano());
        long second = Math.floorDiv(time.getEpochSecond(), seconds) * seconds;
        return Instant.ofEpochSecond(second, time.getNano() / nanos * nanos);
    }
}
