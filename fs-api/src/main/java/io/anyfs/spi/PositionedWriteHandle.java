package io.anyfs.spi;

import io.anyfs.AttributeChanges;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The base of a write to a storage with {@link io.anyfs.Capability#RANDOM_WRITE}. It keeps where {@link #write(ByteBuffer)} goes
 * on, and collects the attributes for the commit; a subclass writes at positions, and does the rest.
 *
 * <p>Not safe for use by many threads: {@link #abort} may come from any thread, and is left to the subclass.
 */
public abstract class PositionedWriteHandle implements BackendWriteHandle {

    private AttributeChanges attributes;
    private long next;

    /**
     * A write.
     *
     * @param attributes those it was opened with
     * @param next where {@link #write(ByteBuffer)} begins, in bytes: 0, or the size of what an append goes on with
     */
    protected PositionedWriteHandle(AttributeChanges attributes, long next) {
        this.attributes = attributes;
        this.next = next;
    }

    /** What to set at the commit: the attributes it was opened with, and all that were set since. */
    public final AttributeChanges attributes() {
        return attributes;
    }

    @Override
    public final void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        write(source, next);
        next += bytes;
    }

    @Override
    public final void setAttributes(AttributeChanges changes) {
        attributes = attributes.and(changes);
    }
}
