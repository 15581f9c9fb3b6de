package io.anyfs.tck.subject;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What was logged through {@code java.util.logging} and shows a mistake of the program: anything thrown that is no checked exception.
 * Safe for use by many threads.
 */
public final class LoggedSurprises implements AutoCloseable {

    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            Throwable thrown = logged.getThrown();
            if (thrown instanceof RuntimeException || thrown instanceof Error) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                surprises.add(logged.getMessage() + "\n" + trace);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LoggedSurprises() {}

    /** Listens until it is closed. */
    public static LoggedSurprises listen() {
        LoggedSurprises surprises = new LoggedSurprises();
        surprises.root.addHandler(surprises.handler);
        return surprises;
    }

    /** Fails if there was any, and says when. */
    public void requireNone(String when) {
        if (!surprises.isEmpty()) {
            throw new AssertionError(when + ": " + String.join("\n", surprises));
        }
    }

    @Override
    public void close() {
        root.removeHandler(handler);
    }
}
