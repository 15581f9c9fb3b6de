package io.anyfs.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.anyfs.spi.ArrayPool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Compresses and decompresses single frames, with memory that is used again. Safe for use by many threads. */
final class Codec implements Closeable {

    /** What is asked of the storage at once where a file is read from start to end, unless a frame is longer. */
    static final int WINDOW = 1 << 20;

    /** Up to here a new array costs nothing. */
    private static final int SMALL = 16 << 10;

    private static final long MOST_UNUSED_BYTES = 16L << 20;
    private static final int CHECKSUM_BYTES = 4;

    private final CompressOptions options;
    private final NativeContexts<ZstdCompressCtx> compressors;
    private final NativeContexts<ZstdDecompressCtx> decompressors;
    private final DirectBuffers plain;
    private final DirectBuffers compressed;
    private final ArrayPool frames;
    private final ArrayPool stored;
    private final ArrayPool windows = new ArrayPool(WINDOW, (int) (MOST_UNUSED_BYTES / WINDOW));

    Codec(CompressOptions options) {
        this.options = options;
        this.compressors = new NativeContexts<>(
                () -> new ZstdCompressCtx().setLevel(options.level()).setContentSize(true));
        this.decompressors = new NativeContexts<>(ZstdDecompressCtx::new);
        int frameSize = options.frameSize();
        int most = (int) Math.max(1, Math.min(16, MOST_UNUSED_BYTES / frameSize));
        this.plain = new DirectBuffers(frameSize, most);
        this.compressed = new DirectBuffers(bound(frameSize), most);
        this.frames = new ArrayPool(frameSize, most);
        this.stored = new ArrayPool(bound(frameSize), most);
    }

    CompressOptions options() {
        return options;
    }

    /** Memory for the bytes of a frame that is written. */
    DirectBuffers plainBuffers() {
        return plain;
    }

    /** Memory for the bytes of a frame that is read. */
    byte[] takeFrame(int bytes) {
        return bytes == frames.length() ? frames.take() : new byte[bytes];
    }

    void giveBackFrame(byte[] frame) {
        frames.giveBack(frame);
    }

    /** Memory for what is read of the storage at once; of small files no more than they have. */
    byte[] takeWindow(int bytes) {
        if (bytes > SMALL && bytes <= stored.length()) {
            return stored.take();
        }
        return bytes > SMALL && bytes <= WINDOW ? windows.take() : new byte[bytes];
    }

    void giveBackWindow(byte[] window) {
        stored.giveBack(window);
        windows.giveBack(window);
    }

    /** Bytes that a frame takes at most when it is compressed. */
    static int bound(int frameSize) {
        return (int) Zstd.compressBound(frameSize);
    }

    /** How many native contexts there are. */
    int contexts() {
        return compressors.live() + decompressors.live();
    }

    /**
     * Compresses a frame.
     *
     * @param frame the bytes, outside of the heap, from its position to its limit
     * @param frameSize how many a frame of the file has at most
     * @param checksum whether to end with a checksum
     */
    void compress(ByteBuffer frame, int frameSize, boolean checksum, CompressedConsumer consumer) throws IOException {
        ByteBuffer target = compressed.take(bound(frameSize));
        try {
            ZstdCompressCtx context = compressors.take();
            int length;
            try {
                length = context.setChecksum(checksum)
                        .compressDirectByteBuffer(
                                target, 0, target.capacity(), frame, frame.position(), frame.remaining());
            } catch (ZstdException failed) {
                throw new IOException("zstd could not compress: " + failed.getMessage(), failed);
            } finally {
                compressors.giveBack(context);
            }
            target.position(0).limit(length).order(ByteOrder.LITTLE_ENDIAN);
            // zstd ends a frame with the low half of the XXH64, which is what the seek table wants.
            consumer.accept(target, checksum ? target.getInt(length - CHECKSUM_BYTES) : 0);
        } finally {
            compressed.giveBack(target);
        }
    }

    /** Gets what was compressed, for the time of the call, and its checksum. */
    @FunctionalInterface
    interface CompressedConsumer {
        void accept(ByteBuffer bytes, int checksum) throws IOException;
    }

    /**
     * Decompresses a frame that has to give so many bytes.
     *
     * @throws ZstdException if it is damaged or gives another number
     */
    void decompress(byte[] source, int from, int count, byte[] target, int length) throws IOException {
        ZstdDecompressCtx context = decompressors.take();
        try {
            int got = context.decompressByteArray(target, 0, length, source, from, count);
            if (got != length) {
                throw new ZstdException(0, got + " bytes instead of " + length);
            }
        } finally {
            decompressors.giveBack(context);
        }
    }

    /** The checksum at the end of a compressed frame. */
    static int checksum(byte[] source, int from, int count) {
        return count < CHECKSUM_BYTES
                ? 0
                : ByteBuffer.wrap(source, from, count)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(from + count - CHECKSUM_BYTES);
    }

    @Override
    public void close() throws IOException {
        try {
            compressors.close();
        } finally {
            decompressors.close();
        }
    }
}
