package io.anyfs.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where and how much is cached. Start from {@link #in}.
 *
 * @param directory where blocks are kept; created when missing. One cache uses it at a time. Only what the cache has put there
 *     is ever deleted. Whoever can read it can read the files, whoever can write it can change what is read
 * @param maxBytes what the blocks may take up, those being written included, in bytes; 2 blocks or more. Files that were
 *     evicted while somebody reads them take up their room until that ends
 * @param maxBlocks how many blocks may be kept, 1 or more: each takes up to about 700 bytes of the heap where files have one
 *     block, 200 where they have many
 * @param blockBytes the size of a block, 4 KiB to 1 GiB: what is fetched at least for a byte that is missing
 * @param readAheadBytes what is fetched at most by one call on the storage when a file is read in sequence; less than a block
 *     is one block
 * @param storage names the storage, so that a directory can be used for another one later without taking its blocks for those
 *     of the other; {@code null} for the name that the storage has, such as {@code s3}
 * @param verify when an open asks the storage which version there is
 * @param ttl for how long facts are believed with {@link Verify#TTL}, more than 0
 */
public record CachingOptions(
        Path directory,
        long maxBytes,
        int maxBlocks,
        int blockBytes,
        int readAheadBytes,
        @Nullable String storage,
        Verify verify,
        Duration ttl) {

    /** When an open asks the storage which version of a file there is. */
    public enum Verify {
        /** Each time: what others changed is seen by the next open. */
        ALWAYS,
        /**
         * Only when it is not known for longer than the time to live, nor changed through this cache meanwhile. A storage without
         * {@linkplain io.anyfs.FileInfo#version versions} is asked each time all the same.
         */
        TTL
    }

    private static final int MIN_BLOCK = 4096;
    private static final int MAX_BLOCK = 1 << 30;

    /** Checks the ranges. */
    public CachingOptions {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(verify, "verify");
        if (blockBytes < MIN_BLOCK || blockBytes > MAX_BLOCK) {
            throw new IllegalArgumentException("blockBytes must be 4 KiB to 1 GiB: " + blockBytes);
        }
        if (maxBytes < 2 * Block.charge(blockBytes)) {
            throw new IllegalArgumentException(
                    "maxBytes must have room for 2 blocks, " + 2 * Block.charge(blockBytes) + ": " + maxBytes);
        }
        if (maxBlocks < 1) {
            throw new IllegalArgumentException("maxBlocks must be 1 or more: " + maxBlocks);
        }
        if (readAheadBytes < 0) {
            throw new IllegalArgumentException("readAheadBytes must not be negative: " + readAheadBytes);
        }
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("ttl must be more than 0: " + ttl);
        }
    }

    /** 10 GiB in blocks of 1 MiB, at most a million of them, 8 MiB read ahead; every open asks the storage. */
    public static CachingOptions in(Path directory) {
        return new CachingOptions(
                directory, 10L << 30, 1_000_000, 1 << 20, 8 << 20, null, Verify.ALWAYS, Duration.ofSeconds(10));
    }

    /** These options with another bound in bytes. */
    public CachingOptions withMaxBytes(long bytes) {
        return new CachingOptions(directory, bytes, maxBlocks, blockBytes, readAheadBytes, storage, verify, ttl);
    }

    /** These options with another bound in blocks. */
    public CachingOptions withMaxBlocks(int blocks) {
        return new CachingOptions(directory, maxBytes, blocks, blockBytes, readAheadBytes, storage, verify, ttl);
    }

    /** These options with blocks of another size, in bytes. */
    public CachingOptions withBlockBytes(int bytes) {
        return new CachingOptions(directory, maxBytes, maxBlocks, bytes, readAheadBytes, storage, verify, ttl);
    }

    /** These options with more or less read ahead, in bytes. */
    public CachingOptions withReadAheadBytes(int bytes) {
        return new CachingOptions(directory, maxBytes, maxBlocks, blockBytes, bytes, storage, verify, ttl);
    }

    /** These options with a name for the storage. */
    public CachingOptions withStorage(String name) {
        return new CachingOptions(directory, maxBytes, maxBlocks, blockBytes, readAheadBytes, name, verify, ttl);
    }

    /** These options believing facts for this long. */
    public CachingOptions believing(Duration time) {
        return new CachingOptions(
                directory, maxBytes, maxBlocks, blockBytes, readAheadBytes, storage, Verify.TTL, time);
    }
}
