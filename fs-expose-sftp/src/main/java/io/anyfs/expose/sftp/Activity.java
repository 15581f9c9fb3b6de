package io.anyfs.expose.sftp;

/**
 * What is going on for a connection: requests that are worked on, and replies on their way. The transport sees a connection
 * as idle while no byte moves; a storage that takes long to publish a large file is no reason to end it, a client that
 * takes no replies is one. And a server that ends lets those replies go out first. Safe for use by many threads.
 */
final class Activity {

    private int working;
    private int waiting;
    private int unsent;

    synchronized void begins() {
        working++;
    }

    synchronized void ends() {
        working--;
        notifyAll();
    }

    /** What is being worked on now waits for the client. */
    synchronized void waitsForClient() {
        waiting++;
    }

    synchronized void waitsNoMore() {
        waiting--;
    }

    /** Something is handed to the transport. */
    synchronized void sends() {
        unsent++;
    }

    /** The kernel has it, or the connection is gone. */
    synchronized void sent() {
        unsent--;
        notifyAll();
    }

    synchronized boolean isWorking() {
        return working > waiting;
    }

    /** Waits until all requests are answered and the answers are in the kernel, or until a time of {@link System#nanoTime}. */
    synchronized void awaitAnswers(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while ((working > 0 || unsent > 0) && left > 0) {
            wait(Math.max(1, left / 1_000_000));
            left = deadline - System.nanoTime();
        }
    }
}
