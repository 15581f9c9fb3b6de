package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file that is being changed. Used by one thread at a time. */
interface Draft {

    /** Reads what the file holds now. Returns -1 at or past the end. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all remaining bytes. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Cuts, or extends with zeros. */
    void truncate(long size) throws IOException;

    /** How many bytes the file has now. */
    long size();

    /** Whether a change is in the file itself at once, so that there is nothing to publish. */
    boolean isInPlace();

    /** Whether it can go on when the file is deleted. */
    boolean outlivesFile();

    /** Brings to stable storage what is there already. */
    void force() throws IOException;

    /**
     * Publishes a draft that is not in place.
     *
     * @param path what the file is called now
     * @param isNew whether the file must not exist
     * @param durable whether the file has to survive power loss when this returns
     * @return whether the draft can be changed further; otherwise it has ended
     */
    boolean publish(FsPath path, boolean isNew, boolean durable, AttributeChanges attributes) throws IOException;

    /** Gives up what is not published. */
    void close() throws IOException;
}
