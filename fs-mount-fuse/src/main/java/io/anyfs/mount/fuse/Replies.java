package io.anyfs.mount.fuse;

import java.io.IOException;

/**
 * Does what the kernel asks for, and makes of what it throws the number of an error. Nothing may leave by an exception, as that ends the
 * JVM. Safe for use by many threads.
 */
final class Replies {

    private static final System.Logger LOG = System.getLogger(Replies.class.getName());

    private final Vacancies vacancies;

    Replies(Vacancies vacancies) {
        this.vacancies = vacancies;
    }

    /** A call that has no result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** A call with a result. */
    @FunctionalInterface
    interface Answer {
        int get() throws IOException;
    }

    int act(String operation, String path, Action action) {
        return answer(operation, path, () -> {
            action.run();
            return 0;
        });
    }

    int answer(String operation, String path, Answer answer) {
        vacancies.end();
        return answerWithinVacancy(operation, path, answer);
    }

    /** Answers a call that may be the second of the two by which libfuse replaces an open file. */
    @SuppressWarnings("CatchingUnchecked") // an exception that leaves an upcall ends the JVM
    int answerWithinVacancy(String operation, String path, Answer answer) {
        try {
            return answer.get();
        } catch (IOException failure) {
            Errno errno = Errno.of(failure);
            boolean unexpected = errno == Errno.EIO || errno == Errno.ENOSPC;
            LOG.log(
                    unexpected ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    () -> operation + " " + path + ": " + errno + ": " + failure);
            return errno.asResult();
        } catch (Throwable defect) {
            Errno errno = Errno.of(defect);
            LOG.log(System.Logger.Level.WARNING, operation + " " + path + ": " + errno, defect);
            return errno.asResult();
        }
    }
}
