package io.anyfs.overlay.audit;

import java.io.Closeable;
import java.io.IOException;

/** Where records go. Used by many threads at once. */
public interface AuditSink extends Closeable {

    /**
     * Keeps a record.
     *
     * @throws IOException if it cannot be kept
     */
    void write(AuditRecord record) throws IOException;

    /** Called once, when the storage is closed. */
    @Override
    void close() throws IOException;
}
