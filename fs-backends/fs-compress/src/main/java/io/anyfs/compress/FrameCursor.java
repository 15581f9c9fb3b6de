package io.anyfs.compress;

import com.github.luben.zstd.ZstdException;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a file that is read: the frame that was decompressed last, and the compressed ones behind it that were fetched with
 * it. Used by one thread at a time.
 */
final class FrameCursor {

    private static final int NONE = -2;

    private final BackendReadHandle stored;
    private final FrameTable table;
    private final Codec codec;

    private byte @Nullable [] plain;
    private int frame = NONE;

    private byte @Nullable [] window;
    private int windowFirst;
    /** Behind the last frame of the window; equal to the first when it is empty. */
    private int windowEnd;

    FrameCursor(BackendReadHandle stored, FrameTable table, Codec codec) {
        this.stored = stored;
        this.table = table;
        this.codec = codec;
    }

    /** Whether the frame is decompressed. */
    boolean holds(int wanted) {
        return frame == wanted;
    }

    /** Whether the frame is here but compressed, or is the next one of those that were read. */
    boolean isNear(int wanted) {
        return (wanted >= windowFirst && wanted < windowEnd) || wanted == frame + 1;
    }

    /**
     * Goes to a frame.
     *
     * @param wanted its number
     * @param count how many from there on will be asked for, 1 or more
     * @return the frame's bytes, until the next call; more may lie behind them
     */
    byte[] seek(int wanted, int count) throws IOException {
        if (frame != wanted) {
            if (wanted < windowFirst || wanted >= windowEnd) {
                fetch(wanted, wanted == frame + 1 ? Integer.MAX_VALUE : count);
            }
            decompress(wanted);
        }
        return Objects.requireNonNull(plain, "plain");
    }

    /** Lets go of the memory. */
    void release() {
        frame = NONE;
        windowEnd = windowFirst;
        if (plain != null) {
            codec.giveBackFrame(plain);
            plain = null;
        }
        if (window != null) {
            codec.giveBackWindow(window);
            window = null;
        }
    }

    private void fetch(int first, int count) throws IOException {
        long from = table.position(first);
        int end = first + 1;
        int bytes = table.storedLength(first);
        int most = (int) Math.min(table.layout().frames(), (long) first + count);
        while (end < most && bytes + table.storedLength(end) <= Codec.WINDOW) {
            bytes += table.storedLength(end++);
        }
        windowEnd = windowFirst;
        if (window == null || window.length < bytes) {
            byte[] old = window;
            window = codec.takeWindow(bytes);
            if (old != null) {
                codec.giveBackWindow(old);
            }
        }
        StoredFile.readFully(stored, ByteBuffer.wrap(window, 0, bytes), from);
        windowFirst = first;
        windowEnd = end;
    }

    private void decompress(int wanted) throws IOException {
        byte[] source = Objects.requireNonNull(window, "window");
        int from = (int) (table.position(wanted) - table.position(windowFirst));
        int count = table.storedLength(wanted);
        if (plain == null) {
            plain = codec.takeFrame(table.layout().length(0));
        }
        frame = NONE;
        if (!table.fits(wanted, Codec.checksum(source, from, count))) {
            throw corrupt(wanted, "its checksum is not the one of the seek table", null);
        }
        try {
            codec.decompress(source, from, count, plain, table.layout().length(wanted));
        } catch (ZstdException damaged) {
            throw corrupt(wanted, damaged.getMessage(), damaged);
        }
        frame = wanted;
    }

    private IOException corrupt(int number, @Nullable String what, @Nullable Throwable cause) {
        CorruptFileException failure = new CorruptFileException(
                stored.info().path().toString(),
                "frame " + number + ", stored at byte " + table.position(number) + ", is damaged: " + what);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
