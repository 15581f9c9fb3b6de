package io.anyfs.expose.audit;

import io.anyfs.expose.Client;
import io.anyfs.expose.FileAction;
import io.anyfs.expose.FileResult;
import io.anyfs.expose.LoginFailure;
import io.anyfs.expose.ServiceListener;
import io.anyfs.expose.ServiceUnavailableException;
import io.anyfs.expose.SessionInfo;
import io.anyfs.text.LineFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a line of JSON for each login, transfer, change and end of a session, in the order they came to their end. One thread writes;
 * clients do not wait for the disk. A file that was renamed, as programs do that rotate logs, is followed by a new one within a second
 * of the next line.
 *
 * <p>When the file cannot be written, as on a full disk, lines are kept and tried again every second. Of more than 10,000 the newest
 * are lost, and a line tells how many. What clients may do meanwhile is up to {@link OnFailure}.
 */
public final class AuditLog implements ServiceListener, Closeable {

    /** What becomes of clients while the log cannot be written. */
    public enum OnFailure {
        /** Logins, transfers and changes are refused. */
        REFUSE,
        /** All goes on. */
        CONTINUE
    }

    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

    private static final int MAX_WAITING = 10_000;
    private static final int MAX_AT_ONCE = 500;
    private static final long TRY_AGAIN_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 10_000;

    private final LineFile file;
    private final OnFailure onFailure;
    private final BlockingQueue<String> waiting;
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private volatile boolean failing;

    private AuditLog(LineFile file, OnFailure onFailure, int maxWaiting) {
        this.file = file;
        this.onFailure = onFailure;
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
        this.writer = new Thread(this::writeAll, "anyfs-audit");
        this.writer.setDaemon(true);
    }

    /** Opens the file, or creates it for its owner only; lines that are there stay. */
    public static AuditLog open(Path file, OnFailure onFailure) throws IOException {
        return open(file, onFailure, MAX_WAITING);
    }

    static AuditLog open(Path file, OnFailure onFailure, int maxWaiting) throws IOException {
        AuditLog log = new AuditLog(LineFile.open(file, false), onFailure, maxWaiting);
        log.writer.start();
        return log;
    }

    @Override
    public void beforeLogin(Client client) throws IOException {
        requireWritable();
    }

    @Override
    public void afterLogin(SessionInfo session) {
        add(AuditFields.login(Instant.now(), session));
    }

    @Override
    public void loginFailed(Client client, LoginFailure failure) {
        add(AuditFields.loginFailed(Instant.now(), client, failure));
    }

    @Override
    public void before(SessionInfo session, FileAction action) throws IOException {
        requireWritable();
    }

    @Override
    public void after(SessionInfo session, FileResult result) {
        add(AuditFields.action(Instant.now(), session, result));
    }

    @Override
    public void sessionEnded(SessionInfo session) {
        add(AuditFields.sessionEnd(Instant.now(), session));
    }

    /** Writes what waits, for ten seconds at most, and ends. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        try {
            writer.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
        file.close();
    }

    private void requireWritable() throws ServiceUnavailableException {
        if (onFailure == OnFailure.REFUSE && (failing || waiting.remainingCapacity() == 0)) {
            throw new ServiceUnavailableException("the server cannot keep its log");
        }
    }

    private void add(String line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    private void writeAll() {
        List<String> lines = new ArrayList<>();
        try {
            while (true) {
                boolean last = closing.getCount() == 0;
                if (lines.isEmpty()) {
                    String first = last ? waiting.poll() : waiting.poll(TRY_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                    if (first != null) {
                        lines.add(first);
                        waiting.drainTo(lines, MAX_AT_ONCE - 1);
                    } else if (last) {
                        return;
                    }
                }
                if (!lines.isEmpty() && write(lines)) {
                    lines.clear();
                } else if (failing
                        && (last || closing.await(TRY_AGAIN_MILLIS, TimeUnit.MILLISECONDS))
                        && !write(lines)) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "{0}: {1} lines are lost",
                            file.path(),
                            lines.size() + waiting.size());
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(List<String> lines) {
        long missing = lost.getAndSet(0);
        try {
            file.reopenIfMoved();
            List<String> all = new ArrayList<>(lines);
            if (missing > 0) {
                all.add(AuditFields.lost(Instant.now(), missing));
            }
            file.append(all);
            if (failing) {
                LOG.log(System.Logger.Level.INFO, "{0}: the audit log is written again", file.path());
            }
            failing = false;
            return true;
        } catch (IOException | RuntimeException failure) {
            lost.addAndGet(missing);
            if (!failing) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "{0}: the audit log cannot be written, and {1} until it can: {2}",
                        file.path(),
                        onFailure == OnFailure.REFUSE ? "clients are refused" : "lines are kept in memory",
                        failure.toString());
            }
            failing = true;
            return false;
        }
    }
}
