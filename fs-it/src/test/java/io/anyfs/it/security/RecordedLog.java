package io.anyfs.it.security;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Everything that anybody in this process logs, at the finest level, except by the clients of the tests. */
final class RecordedLog extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");
    private static final List<String> OF_CLIENTS =
            List.of("net.schmizz", "com.hierynomus", "java.lang.Process", "org.junit", "net.jqwik");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final @Nullable Level before = ROOT.getLevel();
    private final List<Handler> others = List.of(ROOT.getHandlers());

    private RecordedLog() {
        setLevel(Level.ALL);
    }

    /** Records until it is closed; nothing is printed meanwhile. */
    static RecordedLog start() {
        RecordedLog log = new RecordedLog();
        log.others.forEach(ROOT::removeHandler);
        ROOT.addHandler(log);
        ROOT.setLevel(Level.ALL);
        return log;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord event) {
        if (OF_CLIENTS.stream().anyMatch(String.valueOf(event.getLoggerName())::startsWith)) {
            return;
        }
        StringWriter text = new StringWriter();
        text.append(event.getLoggerName()).append(' ').append(new SimpleFormatter().formatMessage(event));
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        lines.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
        others.forEach(ROOT::addHandler);
        ROOT.setLevel(before);
    }
}
