package io.anyfs.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new content from an old one, sharing all that stays the same. What is shared is copied before it is changed, chunk
 * by chunk; what this editor made is changed as it is. For one thread at a time.
 */
final class ContentEditor {

    private static final byte[] NO_BYTES = {};

    private final Object mark = new Object();
    private final Room room;
    private final ChunkPool pool;
    private final long expectedSize;
    private final boolean sharing;

    private long size;
    private long stored;
    private @Nullable Part root;
    private int height;

    // The chunk that was changed last: the next write mostly goes there too.
    private @Nullable Chunk current;
    private long currentIndex = -1;

    /** Has to grant memory before it is used. */
    @FunctionalInterface
    interface Room {
        /**
         * Grants memory or throws.
         *
         * @param stored how many bytes the content will store
         * @throws IOException if that is too much
         */
        void cover(long stored) throws IOException;
    }

    /**
     * An editor that starts from a content, which has to be held meanwhile.
     *
     * @param expectedSize what the size is thought to become; -1 if unknown
     */
    ContentEditor(Content start, long expectedSize, Room room, ChunkPool pool) {
        this.size = start.size();
        this.stored = start.stored();
        this.root = start.root();
        this.height = start.height();
        this.expectedSize = expectedSize;
        this.room = room;
        this.pool = pool;
        this.sharing = start.root() != null;
        start.share();
    }

    long size() {
        return size;
    }

    /** What there is now, for reading before the next change. */
    Content view() {
        return new Content(size, stored, root, height, null);
    }

    /** Writes all remaining bytes, or none if there is no room. */
    void write(ByteBuffer source, long position) throws IOException {
        int count = source.remaining();
        if (count == 0) {
            return;
        }
        if (position > Long.MAX_VALUE - count) {
            throw new IOException("a file cannot be larger than " + Long.MAX_VALUE + " bytes");
        }
        long end = position + count;
        room.cover(stored + growth(position, end));
        long next = position;
        while (next < end) {
            int from = Content.offset(next);
            int to = (int) Math.min(Chunk.SIZE, from + (end - next));
            Chunk chunk = editable(next >>> Chunk.BITS, from, to);
            if (from > chunk.length) {
                Arrays.fill(chunk.bytes, chunk.length, from, (byte) 0);
            }
            source.get(chunk.bytes, from, to - from);
            stored += Math.max(0, to - chunk.length);
            chunk.length = Math.max(chunk.length, to);
            next += to - from;
            size = Math.max(size, next);
        }
    }

    /** Cuts, or extends by a hole. */
    void truncate(long newSize) throws IOException {
        if (newSize < size) {
            current = null;
            currentIndex = -1;
            root = cut(root, height, newSize);
            room.cover(stored);
        }
        size = newSize;
    }

    /** The end of this editor: what it made is not changed any more. Whoever gets it holds it. */
    Content finish() {
        Chunk last = current;
        if (last != null && last.bytes.length - last.length > last.bytes.length / 8) {
            last.bytes = Arrays.copyOf(last.bytes, last.length);
        }
        if (root instanceof Chunk only) {
            only.editor = null;
        }
        return new Content(
                size, stored, root, height, sharing || !hasReusableArrays() ? null : new Lifetime(pool, root));
    }

    private boolean hasReusableArrays() {
        return root instanceof Branch || (root instanceof Chunk only && ChunkPool.isReusable(only.bytes.length));
    }

    /** Lets go of the bytes, also where somebody keeps the handle. */
    void drop() {
        root = null;
        current = null;
        currentIndex = -1;
    }

    /** How many more bytes will be stored. */
    private long growth(long position, long end) {
        long growth = 0;
        long last = (end - 1) >>> Chunk.BITS;
        for (long index = position >>> Chunk.BITS; index <= last; index++) {
            Chunk chunk = index == currentIndex ? current : Content.chunk(root, height, index);
            long to = Math.min(Chunk.SIZE, end - (index << Chunk.BITS));
            growth += Math.max(0, to - (chunk == null ? 0 : chunk.length));
        }
        return growth;
    }

    /** A chunk that is this editor's own and has room up to {@code to}; bytes from {@code from} on may be lost. */
    private Chunk editable(long index, int from, int to) {
        Chunk chunk = current;
        if (chunk == null || index != currentIndex) {
            chunk = own(index, from, to);
            current = chunk;
            currentIndex = index;
        }
        if (chunk.bytes.length < to) {
            grow(chunk, capacity(chunk.bytes.length, index, from, to));
        }
        return chunk;
    }

    private void grow(Chunk chunk, int capacity) {
        byte[] bytes = pool.take(ChunkPool.arraySize(capacity));
        System.arraycopy(chunk.bytes, 0, bytes, 0, chunk.length);
        chunk.bytes = bytes;
    }

    private Chunk own(long index, int from, int to) {
        while (index >>> (Branch.BITS * height) != 0) {
            if (root != null) {
                Part[] children = new Part[Branch.WIDTH];
                children[0] = root;
                root = new Branch(mark, children);
            }
            height++;
        }
        if (height == 0) {
            Chunk only = own((Chunk) root, from, to);
            root = only;
            return only;
        }
        Branch branch = own((Branch) root);
        root = branch;
        for (int level = height - 1; level > 0; level--) {
            int child = Branch.index(index, level);
            Branch next = own((Branch) branch.children[child]);
            branch.children[child] = next;
            branch = next;
        }
        int child = Branch.index(index, 0);
        Chunk chunk = own((Chunk) branch.children[child], from, to);
        branch.children[child] = chunk;
        return chunk;
    }

    private Branch own(@Nullable Branch branch) {
        if (branch == null) {
            return new Branch(mark, new Part[Branch.WIDTH]);
        }
        return branch.editor == mark ? branch : new Branch(mark, branch.children.clone());
    }

    private Chunk own(@Nullable Chunk chunk, int from, int to) {
        if (chunk == null) {
            return new Chunk(mark, NO_BYTES, 0);
        }
        if (chunk.editor == mark) {
            return chunk;
        }
        if (from == 0 && to >= chunk.length) {
            stored -= chunk.length;
            return new Chunk(mark, NO_BYTES, 0);
        }
        return new Chunk(mark, Arrays.copyOf(chunk.bytes, Math.max(chunk.length, to)), chunk.length);
    }

    /** A first write gets what it needs, a growing chunk twice that, and whoever writes on into the next chunk all of it. */
    private int capacity(int before, long index, int from, int to) {
        long announced = expectedSize - (index << Chunk.BITS);
        if (announced >= to) {
            return (int) Math.min(Chunk.SIZE, announced);
        }
        if (before > 0) {
            return Math.min(Chunk.SIZE, Math.max(to, 2 * before));
        }
        boolean writingOn = index > 0 && from == 0 && index << Chunk.BITS == size;
        return writingOn ? Chunk.SIZE : to;
    }

    /** A part without the bytes from {@code keep} on. */
    private @Nullable Part cut(@Nullable Part part, int level, long keep) {
        if (part == null) {
            return null;
        }
        if (keep == 0) {
            stored -= storedIn(part);
            return null;
        }
        if (part instanceof Branch branch) {
            return cut(branch, level, keep);
        }
        Chunk chunk = (Chunk) part;
        if (chunk.length <= keep) {
            return chunk;
        }
        int kept = (int) keep;
        stored -= chunk.length - kept;
        return new Chunk(mark, Arrays.copyOf(chunk.bytes, kept), kept);
    }

    private Part cut(Branch shared, int level, long keep) {
        int childBits = Chunk.BITS + Branch.BITS * (level - 1);
        if (keep >>> childBits >= Branch.WIDTH) {
            return shared;
        }
        Branch branch = own(shared);
        int last = (int) (keep >>> childBits);
        branch.children[last] = cut(branch.children[last], level - 1, keep & ((1L << childBits) - 1));
        for (int child = last + 1; child < Branch.WIDTH; child++) {
            branch.children[child] = cut(branch.children[child], level - 1, 0);
        }
        return branch;
    }

    private static long storedIn(@Nullable Part part) {
        if (part instanceof Chunk chunk) {
            return chunk.length;
        }
        long stored = 0;
        if (part instanceof Branch branch) {
            for (Part child : branch.children) {
                stored += storedIn(child);
            }
        }
        return stored;
    }
}
