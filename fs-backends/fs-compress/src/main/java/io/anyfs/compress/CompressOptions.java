package io.anyfs.compress;

import com.github.luben.zstd.Zstd;

/**
 * How files are compressed. Start from {@link #DEFAULT}. Files that are there already are read however they were written.
 *
 * @param frameSize bytes of a file that are compressed together, from {@link #LEAST_FRAME_SIZE} to
 *     {@link #MOST_FRAME_SIZE}. Larger ones compress better, and a read of one byte decompresses one. A file has at most
 *     {@link #MOST_FRAMES} of them
 * @param level of zstd, from its lowest, which is negative, to 22: higher is smaller and slower. Above 12 a write takes tens of
 *     megabytes of native memory with large frames
 * @param checksums whether a checksum of each frame is stored, 8 bytes in all, which is checked when it is read
 * @param storeRaw whether files of at most one frame that compression does not make smaller are stored as they are. Otherwise
 *     all files are compressed, so that {@code zstd -d} takes any of them
 * @param knownSizes of how many files the size is remembered, 0 or more; each takes about 300 bytes
 * @param lookAhead how many files of a listing are looked into at the same time, 1 or more
 */
public record CompressOptions(
        int frameSize, int level, boolean checksums, boolean storeRaw, int knownSizes, int lookAhead) {

    /** The smallest frame, in bytes. */
    public static final int LEAST_FRAME_SIZE = 1 << 10;

    /** The largest frame, in bytes. */
    public static final int MOST_FRAME_SIZE = 64 << 20;

    /** How many frames a file can have, which bounds the memory of its table: 8 bytes for each, 34 MB for the longest. */
    public static final int MOST_FRAMES = 1 << 22;

    /** Frames of 256 KiB at level 3 with checksums; 10,000 known sizes, 8 files at the same time. Files up to 1 TiB. */
    public static final CompressOptions DEFAULT = new CompressOptions(256 << 10, 3, true, true, 10_000, 8);

    /** Checks the ranges. */
    public CompressOptions {
        requireWithin(LEAST_FRAME_SIZE, MOST_FRAME_SIZE, frameSize, "frameSize");
        requireWithin(Zstd.minCompressionLevel(), Zstd.maxCompressionLevel(), level, "level");
        requireWithin(0, Integer.MAX_VALUE, knownSizes, "knownSizes");
        requireWithin(1, 256, lookAhead, "lookAhead");
    }

    /** These options with another size of frames, in bytes. */
    public CompressOptions withFrameSize(int bytes) {
        return new CompressOptions(bytes, level, checksums, storeRaw, knownSizes, lookAhead);
    }

    /** These options with another level. */
    public CompressOptions withLevel(int newLevel) {
        return new CompressOptions(frameSize, newLevel, checksums, storeRaw, knownSizes, lookAhead);
    }

    /** These options with checksums, or without. */
    public CompressOptions withChecksums(boolean stored) {
        return new CompressOptions(frameSize, level, stored, storeRaw, knownSizes, lookAhead);
    }

    /** These options, small files that do not become smaller being stored as they are, or not. */
    public CompressOptions withStoreRaw(boolean stored) {
        return new CompressOptions(frameSize, level, checksums, stored, knownSizes, lookAhead);
    }

    /** These options with another number of sizes that are remembered. */
    public CompressOptions withKnownSizes(int files) {
        return new CompressOptions(frameSize, level, checksums, storeRaw, files, lookAhead);
    }

    /** These options with another number of files that are looked into at the same time. */
    public CompressOptions withLookAhead(int files) {
        return new CompressOptions(frameSize, level, checksums, storeRaw, knownSizes, files);
    }

    private static void requireWithin(int least, int most, int value, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ": " + value);
        }
    }
}
