package io.anyfs.overlay.mount;

/** When a storage is taken out of a tree that is in use. */
public enum Unmount {
    /** Now, if nothing is open in it and no call is under way; otherwise {@link io.anyfs.BusyException}, and nothing changes. */
    IF_IDLE,
    /**
     * It vanishes from the tree now and is closed when the last use ends: what is open can be read to its end, written and
     * committed. A close that fails then is logged.
     */
    WHEN_IDLE,
    /**
     * Now: what is open is closed and fails from then on with a {@link java.nio.channels.ClosedChannelException}, writes are
     * aborted, the storage is closed. Only a commit under way is waited for, until an interrupt. Calls under way end as the storage ends them
     * when it is closed.
     */
    AT_ONCE
}
