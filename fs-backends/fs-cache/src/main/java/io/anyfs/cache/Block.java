package io.anyfs.cache;

/** A block that is stored. */
final class Block {

    /** What a block file takes up is counted in these, as file systems do, so that many small files cost what they cost. */
    private static final int ALLOCATION = 4096;

    private static final int OFTEN = 2;

    private final CachedFile file;
    private final long index;
    private final int length;

    /** How often it was opened, up to often enough. Told without a lock: losing a race only makes the block look a little older. */
    private volatile int uses;

    private volatile boolean ahead;

    private Block(CachedFile file, long index, int length, int uses, boolean ahead) {
        this.file = file;
        this.index = index;
        this.length = length;
        this.uses = uses;
        this.ahead = ahead;
    }

    /**
     * A block that was fetched just now: the reader for whom that was done is no reason to keep it.
     *
     * @param ahead whether nobody has needed it yet
     */
    static Block fetched(CachedFile file, long index, int length, boolean ahead) {
        return new Block(file, index, length, 0, ahead);
    }

    /** A block that was there before the cache was opened. */
    static Block found(CachedFile file, long index, int length) {
        return new Block(file, index, length, 1, false);
    }

    CachedFile file() {
        return file;
    }

    /** Which block of the file, from 0. */
    long index() {
        return index;
    }

    /** Bytes of the file in it. */
    int length() {
        return length;
    }

    /** Bytes that it takes up in the directory. */
    long charge() {
        return charge(length);
    }

    /** Bytes that a block of a length takes up in the directory. */
    static long charge(int length) {
        return (length + (long) BlockHeader.bytes(length) + ALLOCATION - 1) / ALLOCATION * ALLOCATION;
    }

    /** Whether it was fetched before anybody needed it, and this is the first time that somebody does. */
    boolean takeAhead() {
        if (!ahead) {
            return false;
        }
        synchronized (this) {
            boolean first = ahead;
            ahead = false;
            return first;
        }
    }

    void markUsed() {
        int now = uses;
        if (now < OFTEN) {
            uses = now + 1;
        }
    }

    /** Whether it was used again since it was fetched, or since this was last asked. */
    boolean wasUsedAgain() {
        boolean was = uses >= OFTEN;
        if (was) {
            uses = OFTEN - 1;
        }
        return was;
    }
}
