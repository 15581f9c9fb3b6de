package io.anyfs.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one version of a file: a persistent tree of chunks, so that versions share what they have in common, and a
 * hole takes no memory. Immutable, hence readable by any number of threads without a lock, by whoever holds it: what
 * nobody {@linkplain #hold holds} may be used for another file.
 */
final class Content {

    static final Content EMPTY = new Content(0, 0, null, 0, null);

    private static final byte[] ZEROS = new byte[Chunk.SIZE];

    private final long size;
    private final long stored;
    private final @Nullable Part root;
    private final int height;
    private final @Nullable Lifetime lifetime;

    /**
     * A content with these chunks.
     *
     * @param stored how many bytes the chunks hold
     * @param height how many branches are above each chunk; 0 if the root is a chunk
     * @param lifetime tells when its arrays can be used again; {@code null} if they are left to the garbage collector
     */
    Content(long size, long stored, @Nullable Part root, int height, @Nullable Lifetime lifetime) {
        this.size = size;
        this.stored = stored;
        this.root = root;
        this.height = height;
        this.lifetime = lifetime;
    }

    /** Keeps the bytes in use until {@link #release}. False if they are not in use any more: look for the file again. */
    boolean hold() {
        return lifetime == null || lifetime.hold();
    }

    /** Lets go of the bytes, once for each {@link #hold}, and once by the file that it was made for. */
    void release() {
        if (lifetime != null) {
            lifetime.release();
        }
    }

    /** Takes note, while this is held, that another content has chunks of it. */
    void share() {
        if (lifetime != null) {
            lifetime.share();
        }
    }

    /** Whether the bytes may be used for another file once nobody holds them. */
    boolean isReusable() {
        return lifetime != null;
    }

    long size() {
        return size;
    }

    long stored() {
        return stored;
    }

    @Nullable
    Part root() {
        return root;
    }

    int height() {
        return height;
    }

    int read(ByteBuffer target, long position) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        int done = 0;
        while (done < count) {
            Chunk chunk = chunk(root, height, (position + done) >>> Chunk.BITS);
            int offset = offset(position + done);
            int piece = piece(chunk, offset, count - done);
            target.put(source(chunk, offset), from(chunk, offset), piece);
            done += piece;
        }
        return count;
    }

    long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        long end = position + Math.min(count, Math.max(0, size - position));
        long next = position;
        while (next < end) {
            Chunk chunk = chunk(root, height, next >>> Chunk.BITS);
            int offset = offset(next);
            int piece = piece(chunk, offset, end - next);
            // Read-only: whoever gets it must not be able to change what was published.
            ByteBuffer bytes = ByteBuffer.wrap(source(chunk, offset), from(chunk, offset), piece)
                    .asReadOnlyBuffer();
            int sent = target.write(bytes);
            next += sent;
            if (sent < piece) {
                break;
            }
        }
        return next - position;
    }

    /** Which bytes to take at an offset in a chunk: its own, or zeros where it has none. */
    private static byte[] source(@Nullable Chunk chunk, int offset) {
        return chunk == null || offset >= chunk.length ? ZEROS : chunk.bytes;
    }

    private static int from(@Nullable Chunk chunk, int offset) {
        return chunk == null || offset >= chunk.length ? 0 : offset;
    }

    /** How many bytes come from one array. */
    private static int piece(@Nullable Chunk chunk, int offset, long wanted) {
        int end = chunk == null || offset >= chunk.length ? Chunk.SIZE : chunk.length;
        return (int) Math.min(wanted, end - offset);
    }

    static int offset(long position) {
        return (int) (position & (Chunk.SIZE - 1));
    }

    static @Nullable Chunk chunk(@Nullable Part root, int height, long index) {
        if (index >>> (Branch.BITS * height) != 0) {
            return null;
        }
        Part part = root;
        for (int level = height - 1; level >= 0 && part != null; level--) {
            part = ((Branch) part).children[Branch.index(index, level)];
        }
        return (Chunk) part;
    }
}
