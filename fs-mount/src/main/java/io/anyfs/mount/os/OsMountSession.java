package io.anyfs.mount.os;

import io.anyfs.BusyException;
import java.io.Closeable;
import java.io.IOException;

/** A mount that is there. Safe for use by many threads. */
public interface OsMountSession extends Closeable {

    /** Whether it still is: anybody may unmount it, by {@code fusermount3 -u} say. */
    boolean isMounted();

    /**
     * Unmounts, if no program uses the mount.
     *
     * @throws BusyException if one does; the mount stays
     */
    void unmount() throws IOException;

    /**
     * Unmounts. Waits for programs that use the mount, as long as the options say, and then lets all their calls fail. A second
     * call does nothing.
     */
    @Override
    void close() throws IOException;
}
