package io.anyfs.vfs2;

/** When others see what is written through a stream or at random. */
public enum Publication {
    /**
     * As it is written, as on a disk, where the storage has {@link io.anyfs.Capability#IN_PLACE_WRITE}; otherwise at the close.
     */
    AS_WRITTEN,
    /** All at once at the close. An existing file stays whole until then, and what is never closed is never seen. */
    AT_CLOSE
}
