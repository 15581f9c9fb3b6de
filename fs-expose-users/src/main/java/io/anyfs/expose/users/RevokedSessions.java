package io.anyfs.expose.users;

import io.anyfs.expose.FileService;
import io.anyfs.expose.Session;
import io.anyfs.expose.WorkerThreads;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Looks again and again for sessions of those who would not be let in any more, and ends them. */
final class RevokedSessions implements Closeable {

    private static final Logger LOG = System.getLogger(RevokedSessions.class.getPackageName());

    private final FileService service;
    private final Predicate<Session> mayStay;
    private final ScheduledExecutorService timer;

    private RevokedSessions(FileService service, Predicate<Session> mayStay) {
        this.service = service;
        this.mayStay = mayStay;
        this.timer = Executors.newSingleThreadScheduledExecutor(WorkerThreads.daemons("anyfs-users-"));
    }

    /** Looks for the first time after one interval. */
    static RevokedSessions endOf(FileService service, Predicate<Session> mayStay, Duration interval) {
        RevokedSessions revoked = new RevokedSessions(service, mayStay);
        Future<?> unused = revoked.timer.scheduleWithFixedDelay(
                revoked::endAll, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return revoked;
    }

    /** Does not interrupt what is under way: an upload that is being aborted is to leave nothing. */
    @Override
    public void close() {
        timer.shutdown();
    }

    private void endAll() {
        for (Session session : service.sessions()) {
            try {
                if (!mayStay.test(session) && service.kill(session.number(), "you may not be logged in any more")) {
                    LOG.log(Level.INFO, "ended {0}, whom the file of users does not let in any more", session);
                }
            } catch (IOException | RuntimeException failure) {
                // One that does not end cleanly must not keep the others, or the next look, from happening.
                LOG.log(Level.WARNING, "while ending " + session, failure);
            }
        }
    }
}
