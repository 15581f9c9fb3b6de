package io.anyfs.expose;

import io.anyfs.ErrorKind;
import io.anyfs.expose.FileResult.Outcome;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The listeners of a service. What one of them does wrong hurts no other. */
record Listeners(List<ServiceListener> all) {

    private static final System.Logger LOG = System.getLogger(ServiceListener.class.getName());

    Listeners {
        all = List.copyOf(all);
    }

    /** An operation without a result. */
    @FunctionalInterface
    interface Operation {
        void run() throws IOException;
    }

    /** Does something for a session, between what is told before and after. */
    void around(Session session, FileAction action, Operation operation) throws IOException {
        session.activity().touch();
        if (all.isEmpty()) {
            operation.run();
            return;
        }
        long begun = System.nanoTime();
        try {
            before(session, action);
            operation.run();
        } catch (IOException | RuntimeException | Error failure) {
            failed(session, action, begun, failure);
            throw failure;
        }
        after(session, new FileResult(action, Outcome.DONE, null, 0, since(begun), null));
    }

    void before(Session session, FileAction action) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        SessionInfo info = session.info();
        for (ServiceListener listener : all) {
            try {
                listener.before(info, action);
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "a listener failed, and " + action + " is refused", failure);
                AccessDeniedException refusal =
                        new AccessDeniedException(action.path().toString());
                refusal.initCause(failure);
                throw refusal;
            }
        }
    }

    void after(Session session, FileResult result) {
        if (!all.isEmpty()) {
            SessionInfo info = session.info();
            tell(listener -> listener.after(info, result));
        }
    }

    void failed(Session session, FileAction action, long begun, Throwable failure) {
        after(session, new FileResult(action, Outcome.FAILED, ErrorKind.of(failure), 0, since(begun), null));
    }

    /** Whether nobody is against a login. */
    boolean accept(Client client) {
        try {
            for (ServiceListener listener : all) {
                listener.beforeLogin(client);
            }
            return true;
        } catch (IOException refusal) {
            LOG.log(System.Logger.Level.DEBUG, "a login was refused by a listener", refusal);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "a listener failed, and a login is refused", failure);
        }
        return false;
    }

    /** Tells all of what cannot be changed any more. */
    void tell(Consumer<ServiceListener> what) {
        for (ServiceListener listener : all) {
            try {
                what.accept(listener);
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "a listener failed", failure);
            }
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
