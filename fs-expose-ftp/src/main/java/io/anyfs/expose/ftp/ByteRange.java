package io.anyfs.expose.ftp;

/**
 * A part of a file.
 *
 * @param start of its first byte, 0 or more
 * @param end behind its last byte, {@code start} or more; may be behind the end of the file
 */
record ByteRange(long start, long end) {

    ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: " + start + " to " + end);
        }
    }

    /** The whole of a file. */
    static ByteRange whole(long size) {
        return new ByteRange(0, size);
    }

    /** What there is of it in a file that is so large and reaches its beginning. */
    ByteRange within(long size) {
        return new ByteRange(start, Math.min(end, size));
    }

    long length() {
        return end - start;
    }

    /** As the drafts of RANG and HASH write it: the first and the last byte. */
    String inclusive() {
        return start + "-" + Math.max(start, end - 1);
    }
}
