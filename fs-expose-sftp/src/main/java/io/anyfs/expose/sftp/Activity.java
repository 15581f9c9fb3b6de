package io.anyfs.expose.sftp;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a connection's requests are being worked on. The transport sees a connection as idle while no byte moves; a
 * storage that takes long to publish a large file is no reason to end it, a client that takes no replies is one.
 */
final class Activity {

    private final AtomicInteger working = new AtomicInteger();

    void begins() {
        working.incrementAndGet();
    }

    void ends() {
        working.decrementAndGet();
    }

    /** What is being worked on now waits for the client. */
    void waitsForClient() {
        working.decrementAndGet();
    }

    void waitsNoMore() {
        working.incrementAndGet();
    }

    boolean isWorking() {
        return working.get() > 0;
    }
}
