package io.anyfs.tck.subject;

/** File sizes around which storages go wrong, relative to {@link Subject#chunkSize()}. */
public enum Size {
    /** No byte. */
    EMPTY,
    /** One byte. */
    ONE_BYTE,
    /** One byte less than a chunk. */
    CHUNK_MINUS_ONE,
    /** One chunk. */
    CHUNK,
    /** One byte more than a chunk. */
    CHUNK_PLUS_ONE,
    /** Three chunks and a bit. */
    SEVERAL_CHUNKS;

    /** The size in bytes. */
    public int bytes(int chunk) {
        return switch (this) {
            case EMPTY -> 0;
            case ONE_BYTE -> 1;
            case CHUNK_MINUS_ONE -> chunk - 1;
            case CHUNK -> chunk;
            case CHUNK_PLUS_ONE -> chunk + 1;
            case SEVERAL_CHUNKS -> 3 * chunk + 17;
        };
    }
}
