package io.anyfs.nio;

/**
 * How a storage behaves as a {@code java.nio.file} filesystem.
 *
 * @param publication when others see what is written through a channel
 * @param locks what {@link java.nio.channels.FileChannel#lock()} does
 */
public record NioOptions(Publication publication, Locks locks) {

    /** What Java programs expect of files, and no lock that would not hold. */
    public static final NioOptions DEFAULT = new NioOptions(Publication.AS_WRITTEN, Locks.REFUSED);

    /** When others see what is written through a channel. */
    public enum Publication {
        /**
         * As it is written, as on a disk, where the storage has {@link io.anyfs.Capability#IN_PLACE_WRITE}; otherwise when the
         * channel is closed.
         */
        AS_WRITTEN,
        /** All at once when the channel is closed. An existing file stays whole until then. */
        AT_CLOSE
    }

    /** What {@link java.nio.channels.FileChannel#lock()} does. No storage has locks that other processes would see. */
    public enum Locks {
        /** It throws {@link UnsupportedOperationException}. */
        REFUSED,
        /** It locks out all others who lock through the same {@code java.nio.file} filesystem, and no other process. */
        WITHIN_PROCESS
    }

    /** These options with another publication. */
    public NioOptions withPublication(Publication newPublication) {
        return new NioOptions(newPublication, locks);
    }

    /** These options with other locks. */
    public NioOptions withLocks(Locks newLocks) {
        return new NioOptions(publication, newLocks);
    }
}
