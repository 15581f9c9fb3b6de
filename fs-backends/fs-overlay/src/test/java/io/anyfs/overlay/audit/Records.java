package io.anyfs.overlay.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps records in memory, until it is told to lose them. */
final class Records implements AuditSink {

    private final List<AuditRecord> all = new ArrayList<>();
    private boolean broken;
    private boolean closed;

    synchronized List<AuditRecord> all() {
        return List.copyOf(all);
    }

    synchronized AuditRecord last() {
        return all.get(all.size() - 1);
    }

    synchronized void broken(boolean now) {
        broken = now;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void write(AuditRecord record) throws IOException {
        if (broken) {
            throw new IOException("the log is full");
        }
        all.add(record);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
