package io.anyfs.crypt;

/**
 * Where the bytes of a file are in its ciphertext, which is that of Tink's AES-GCM-HKDF streaming: a header of 40 bytes, then
 * segments, each with a tag of 16 bytes. The header counts as part of the first segment; all but the last are full, and the last is
 * empty only in an empty file.
 *
 * @param segmentSize bytes of ciphertext in a segment
 */
record SegmentLayout(int segmentSize) {

    /** Its own length, a salt of 32 bytes, the beginning of the nonces. */
    static final int HEADER = 40;

    static final int TAG = 16;

    /** How far Tink counts segments when it decrypts. */
    static final long MAX_SEGMENTS = Integer.MAX_VALUE;

    /** Bytes of a file in a segment that is full. */
    int plainSegment() {
        return segmentSize - TAG;
    }

    /** Bytes of a file that fit a segment. */
    int capacity(long segment) {
        return segment == 0 ? plainSegment() - HEADER : plainSegment();
    }

    /** Bytes of ciphertext for a file; {@link Long#MAX_VALUE} if there can be no such file. */
    long cipherSize(long plainSize) {
        if (plainSize > largestPlain(Long.MAX_VALUE)) {
            return Long.MAX_VALUE;
        }
        long bytes = plainSize + HEADER;
        return bytes + TAG * ceil(bytes, plainSegment());
    }

    /** Bytes of the file in a ciphertext; -1 if no file has a ciphertext of that size. */
    long plainSize(long cipherSize) {
        if (cipherSize < HEADER + TAG || segments(cipherSize) > MAX_SEGMENTS) {
            return -1;
        }
        long segments = segments(cipherSize);
        long last = cipherSize - (segments - 1) * segmentSize;
        return segments > 1 && last <= TAG ? -1 : cipherSize - HEADER - TAG * segments;
    }

    /** Bytes of the largest file whose ciphertext is no larger than this. */
    long largestPlain(long maxCipherSize) {
        long cipher = Math.min(maxCipherSize, MAX_SEGMENTS * segmentSize);
        long begun = cipher % segmentSize;
        long fitting = cipher > segmentSize && begun > 0 && begun <= TAG ? cipher - begun : cipher;
        return Math.max(0, plainSize(fitting));
    }

    /** How many segments a ciphertext has. */
    long segments(long cipherSize) {
        return ceil(cipherSize, segmentSize);
    }

    /** Which segment holds a byte of the file. */
    long segmentOf(long plainPosition) {
        return (plainPosition + HEADER) / plainSegment();
    }

    /** Where in its segment's plaintext a byte of the file is. */
    int offsetOf(long plainPosition) {
        long offset = (plainPosition + HEADER) % plainSegment();
        return (int) (segmentOf(plainPosition) == 0 ? plainPosition : offset);
    }

    /** Where a segment begins in the ciphertext, without the header. */
    long cipherStart(long segment) {
        return segment == 0 ? HEADER : segment * segmentSize;
    }

    /** Where a segment ends in a ciphertext of this size. */
    long cipherEnd(long segment, long cipherSize) {
        return Math.min(cipherSize, (segment + 1) * segmentSize);
    }

    private static long ceil(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
