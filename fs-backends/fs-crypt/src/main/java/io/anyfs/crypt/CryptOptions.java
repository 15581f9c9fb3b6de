package io.anyfs.crypt;

/**
 * How a storage is encrypted that is encrypted for the first time. One that is already stays as it was created. Start from
 * {@link #DEFAULT}.
 *
 * @param names what becomes of names
 * @param segmentSize bytes of ciphertext that are authenticated together, 1 KiB to 16 MiB. Reading one byte reads and decrypts
 *     one segment, and each open file takes about two of them in memory; each costs 16 bytes. A file has at most 2^31-1
 * @param init whether a storage that holds entries already may be made an encrypted one. They stay where they are, and cannot be
 *     read through the encryption
 */
public record CryptOptions(NameProtection names, int segmentSize, boolean init) {

    /**
     * Encrypted names, segments of 64 KiB, and only an empty storage is made an encrypted one. 64 KiB cost 0.02 % of room and
     * 128 KiB of memory for an open file; a small read at random costs 16 times less than with segments of 1 MiB.
     */
    public static final CryptOptions DEFAULT = new CryptOptions(NameProtection.ENCRYPTED, 64 * 1024, false);

    /** Checks the ranges. */
    public CryptOptions {
        requireSegmentSize(segmentSize);
    }

    /** These options with names protected otherwise. */
    public CryptOptions withNames(NameProtection protection) {
        return new CryptOptions(protection, segmentSize, init);
    }

    /** These options with another size of segments, in bytes. */
    public CryptOptions withSegmentSize(int bytes) {
        return new CryptOptions(names, bytes, init);
    }

    /** These options with another answer to whether a storage that holds entries may be made an encrypted one. */
    public CryptOptions withInit(boolean allowed) {
        return new CryptOptions(names, segmentSize, allowed);
    }

    static void requireSegmentSize(long bytes) {
        if (bytes < 1024 || bytes > 16 << 20) {
            throw new IllegalArgumentException("segmentSize must be 1 KiB to 16 MiB: " + bytes);
        }
    }
}
