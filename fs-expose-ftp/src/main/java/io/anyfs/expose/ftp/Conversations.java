package io.anyfs.expose.ftp;

import io.anyfs.expose.FileService;
import io.anyfs.expose.PendingLogin;
import io.anyfs.expose.ServiceUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All clients that are connected. Safe for use by many threads. */
final class Conversations {

    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private final FileService service;
    private final FtpTimeouts timeouts;
    private final FtpNetwork network;
    private final ExecutorService workers;
    private final SystemThreads systemThreads;
    private final Verbs verbs;
    private final Set<Conversation> open = new HashSet<>();
    private boolean draining;

    Conversations(
            FileService service,
            FtpTimeouts timeouts,
            FtpNetwork network,
            ExecutorService workers,
            SystemThreads systemThreads,
            Verbs verbs) {
        this.service = service;
        this.timeouts = timeouts;
        this.network = network;
        this.workers = workers;
        this.systemThreads = systemThreads;
        this.verbs = verbs;
    }

    /**
     * Takes a client in.
     *
     * @throws ServiceUnavailableException if the server is shutting down, or too many have not logged in yet
     */
    Conversation begin(ControlConnection control) throws ServiceUnavailableException {
        PendingLogin pending = service.connected(control.remote());
        Conversation conversation = new Conversation(
                control, service, pending, timeouts, network, workers, systemThreads, verbs, this::ended);
        synchronized (this) {
            if (!draining) {
                open.add(conversation);
                return conversation;
            }
        }
        pending.close();
        throw new ServiceUnavailableException("the server is shutting down");
    }

    synchronized int count() {
        return open.size();
    }

    /** Lets nobody begin anything more. */
    void drain() {
        synchronized (this) {
            draining = true;
        }
        all().forEach(Conversation::drain);
    }

    /** Ends them all. */
    void abort() {
        all().forEach(Conversation::abort);
    }

    /** Ends what takes too long. */
    void checkTimes() {
        for (Conversation conversation : all()) {
            try {
                conversation.checkTimes();
            } catch (RuntimeException failure) {
                LOG.warn("checking the times of a client failed", failure);
            }
        }
    }

    /** Waits until all have ended, and returns whether they have in time. */
    synchronized boolean awaitNone(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        while (!open.isEmpty() && left > 0) {
            try {
                // Waiting for 0 ms would be for ever.
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return false;
            }
            left = deadline - System.nanoTime();
        }
        return open.isEmpty();
    }

    private synchronized void ended(Conversation conversation) {
        open.remove(conversation);
        notifyAll();
    }

    private synchronized List<Conversation> all() {
        return List.copyOf(open);
    }
}
