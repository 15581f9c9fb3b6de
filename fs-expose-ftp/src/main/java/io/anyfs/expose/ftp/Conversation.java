package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import io.anyfs.expose.FileService;
import io.anyfs.expose.PendingLogin;
import io.anyfs.expose.Session;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its control connection, what it has set, and its commands, which run one after the other in the order they
 * came. While a transfer runs, ABOR is noticed at once, and STAT and NOOP are answered at once (RFC 959 section 4.1.3): a
 * client that asks waits for the answer before it goes on. All else waits for the transfer's end.
 *
 * <p>Commands arrive on the thread of the {@link ControlProcessor}, which never waits, and run on a worker. Settings are
 * touched by the command that runs and by nobody else.
 */
final class Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final FtpReply SHUTTING_DOWN = FtpReply.of(421, "The server is shutting down");
    private static final int MAX_WAITING = 64;
    private static final int FEW_WAITING = 8;

    private final ControlConnection control;
    private final FileService service;
    private final PendingLogin pending;
    private final FtpTimeouts timeouts;
    private final FtpNetwork network;
    private final Executor workers;
    private final Verbs verbs;
    private final Consumer<Conversation> whenEnded;
    private final DataConnector data;

    // ---- what the client has set
    final Settings settings = new Settings();
    private volatile @Nullable Session session;

    // ---- guarded by this
    private final Deque<ControlInput> waiting = new ArrayDeque<>();
    private boolean atWork;
    private boolean suspended;
    private boolean ended;
    /** Nothing is begun any more. */
    private boolean leaving;

    /** Once ended: the worker, if one was at work, and the closing of all that is open. */
    private int partsToEnd;

    private int abortsWaiting;
    private @Nullable Transfer transfer;
    private @Nullable SlowReply slowReply;
    private boolean draining;

    /** A reply that has to wait; until then a worker is at work as far as others see. */
    private @Nullable Runnable held;

    /** The same before the command that replies so has ended; touched by its worker only. */
    private @Nullable Later later;

    private final long begun = System.nanoTime();
    private volatile long lastActive = begun;

    Conversation(
            ControlConnection control,
            FileService service,
            PendingLogin pending,
            FtpTimeouts timeouts,
            FtpNetwork network,
            Executor workers,
            Verbs verbs,
            Consumer<Conversation> whenEnded) {
        this.control = control;
        this.service = service;
        this.pending = pending;
        this.timeouts = timeouts;
        this.network = network;
        this.workers = workers;
        this.verbs = verbs;
        this.whenEnded = whenEnded;
        this.data = new DataConnector(
                control.localAddress(),
                control.remote().getAddress(),
                network.ports(),
                timeouts.connect().toMillis());
    }

    ControlConnection control() {
        return control;
    }

    FtpTimeouts timeouts() {
        return timeouts;
    }

    FtpNetwork network() {
        return network;
    }

    FileService service() {
        return service;
    }

    DataConnector data() {
        return data;
    }

    boolean isLoggedIn() {
        return session != null;
    }

    /** The session; only for commands that need a login. */
    Session session() {
        Session current = session;
        if (current == null) {
            throw new IllegalStateException("not logged in");
        }
        return current;
    }

    /** The client has logged in. If the connection was lost meanwhile, so is the session. */
    void loggedIn(Session opened) throws IOException {
        boolean late;
        synchronized (this) {
            late = ended;
            if (!late) {
                session = opened;
            }
        }
        opened.whenKilled(this::kill);
        pending.close();
        if (late) {
            opened.close();
        }
    }

    /**
     * The path that a client means.
     *
     * @throws java.nio.file.InvalidPathException if it is none
     */
    FsPath path(String argument) {
        return argument.isEmpty() ? settings.directory : settings.directory.resolve(argument);
    }

    /** Sends a reply, or the end of one that was begun by {@link #mayTakeLong}. */
    void send(FtpReply reply) {
        boolean ends;
        synchronized (this) {
            ends = slowReply == null || slowReply.endsWith(reply);
            slowReply = null;
        }
        if (ends) {
            control.sendPatiently(reply, timeouts.stall().toMillis());
        } else {
            LOG.info("a reply that took long cannot be ended, and the connection is closed: {}", reply.getMessage());
            control.send(new SlowReply.FtpLine(reply.code(), " " + reply.code() + ", " + reply.getMessage()));
            control.closeWhenSent();
        }
    }

    /** The reply to the command that runs may be long in coming. */
    synchronized void mayTakeLong(SlowReply reply) {
        slowReply = reply;
    }

    /**
     * Replies after a while, and runs no command meanwhile. No thread waits. For the command that runs, which replies nothing itself.
     *
     * @param then what to do when the reply is sent
     */
    void replyLater(FtpReply reply, Duration delay, Consumer<ControlConnection> then) {
        later = new Later(
                () -> {
                    send(reply);
                    then.accept(control);
                },
                delay);
    }

    /** Whether a reply has to wait, and with it this worker's end. */
    private boolean pauses() {
        Later pause = later;
        if (pause == null) {
            return false;
        }
        later = null;
        if (pause.delay().isZero()) {
            pause.reply().run();
            return false;
        }
        synchronized (this) {
            if (ended || draining) {
                return false;
            }
            held = pause.reply();
        }
        CompletableFuture.delayedExecutor(pause.delay().toMillis(), TimeUnit.MILLISECONDS, workers)
                .execute(() -> {
                    Runnable due = takeHeld();
                    if (due != null) {
                        due.run();
                        work();
                    }
                });
        return true;
    }

    private record Later(Runnable reply, Duration delay) {}

    private synchronized @Nullable Runnable takeHeld() {
        Runnable due = held;
        held = null;
        return due;
    }

    // ---------------------------------------------------------------- transfers

    /** Makes a transfer the running one. It is aborted already if an ABOR waits or the connection is lost. */
    Transfer begin(String what) {
        Transfer begins = new Transfer(what);
        String refusal;
        synchronized (this) {
            transfer = begins;
            refusal = ended ? "the control connection is closed" : abortsWaiting > 0 ? "aborted by the client" : null;
        }
        if (refusal != null) {
            begins.abort(refusal);
        }
        return begins;
    }

    synchronized void end(Transfer ends) {
        if (transfer == ends) {
            transfer = null;
        }
    }

    synchronized @Nullable Transfer runningTransfer() {
        return transfer;
    }

    // ---------------------------------------------------------------- commands

    /** A line has come. Never waits. */
    void received(ControlInput input) {
        boolean abort =
                input instanceof ControlInput.CommandLine line && line.verb().equals("ABOR");
        Transfer running;
        boolean wake;
        synchronized (this) {
            if (ended || leaving) {
                return;
            }
            running = transfer;
            FtpReply atOnce = running != null && waiting.isEmpty() ? answerDuring(running, input) : null;
            if (atOnce != null) {
                control.send(atOnce);
                return;
            }
            if (abort) {
                abortsWaiting++;
            }
            waiting.add(input);
            if (waiting.size() >= MAX_WAITING && !suspended) {
                suspended = true;
                control.suspend();
            }
            wake = !atWork;
            atWork = true;
        }
        if (abort && running != null) {
            abort(running, "aborted by the client");
        }
        if (wake) {
            workers.execute(this::work);
        }
    }

    /** Whether a QUIT has come that is not yet answered. */
    synchronized boolean wantsToLeave() {
        return waiting.stream().anyMatch(input -> isCommand(input, "QUIT"));
    }

    synchronized boolean hasCommandsWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether so many commands wait that no more are read, so that nobody would notice the end of the connection. */
    synchronized boolean isHeldBack() {
        return suspended;
    }

    private static boolean isCommand(ControlInput input, String verb) {
        return input instanceof ControlInput.CommandLine line && line.verb().equals(verb);
    }

    /** What is answered while a transfer runs: not within a reply that was begun. */
    private @Nullable FtpReply answerDuring(Transfer running, ControlInput input) {
        boolean mustWait = control.isBehind() || (slowReply != null && slowReply.isBegun());
        if (mustWait || !(input instanceof ControlInput.CommandLine line)) {
            return null;
        }
        if (line.verb().equals("NOOP")) {
            return FtpReply.of(200, "Fine");
        }
        return line.verb().equals("STAT") && line.argument().isBlank() ? StatusReply.of(running) : null;
    }

    private void work() {
        for (ControlInput input = next(); input != null; input = next()) {
            try {
                handle(input);
            } catch (ClosedFileSystemException over) {
                // The session ended, with its connection or by someone's will, while the command began.
                LOG.debug("the session ended before a command did: {}", input);
                dismiss(FtpReply.of(421, "The session has ended"));
            } catch (RuntimeException | Error failure) {
                LOG.error("a command failed unexpectedly: {}", input, failure);
                send(FtpReply.of(451, "The server failed"));
            }
            lastActive = System.nanoTime();
            if (pauses()) {
                return;
            }
        }
    }

    private @Nullable ControlInput next() {
        boolean end;
        boolean leave;
        synchronized (this) {
            ControlInput next = ended ? null : waiting.poll();
            if (next != null) {
                if (suspended && waiting.size() <= FEW_WAITING) {
                    suspended = false;
                    control.resume();
                }
                return next;
            }
            atWork = false;
            end = ended;
            leave = draining;
        }
        if (end) {
            partEnded();
        } else if (leave) {
            dismiss(SHUTTING_DOWN);
        }
        return null;
    }

    private void handle(ControlInput input) {
        lastActive = System.nanoTime();
        if (input instanceof ControlInput.CommandLine line) {
            if (isCommand(line, "ABOR")) {
                synchronized (this) {
                    abortsWaiting--;
                }
            }
            verbs.run(this, line);
        } else if (input instanceof ControlInput.Malformed malformed) {
            send(FtpReply.of(501, malformed.why()));
        } else {
            dismiss(FtpReply.of(500, "The line is too long"));
        }
    }

    // ---------------------------------------------------------------- the end

    /** Says why, and closes the connection. */
    void dismiss(FtpReply reply) {
        control.send(reply);
        leave();
    }

    /** Closes the connection when all replies are sent. What has come and was not begun is never done. */
    void leave() {
        synchronized (this) {
            leaving = true;
            waiting.clear();
        }
        control.closeWhenSent();
    }

    /** Closes the connection, without a word. */
    void hangUp() {
        leave();
        control.closeNow();
    }

    /** The control connection is closed. Never waits; what was uploaded and not committed is given up. */
    void lost() {
        control.isLost();
        Transfer running;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
            running = transfer;
            atWork &= takeHeld() == null;
            partsToEnd = atWork ? 2 : 1;
        }
        if (running != null) {
            abort(running, "the control connection is closed");
        }
        workers.execute(this::closeAll);
    }

    private void closeAll() {
        pending.close();
        try {
            data.close();
        } catch (IOException failure) {
            LOG.debug("closing a passive port failed", failure);
        }
        Session open = session;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failure) {
                LOG.warn("closing a session failed: {}", open, failure);
            }
        }
        partEnded();
    }

    private void partEnded() {
        boolean all;
        synchronized (this) {
            all = --partsToEnd == 0;
        }
        if (all) {
            whenEnded.accept(this);
        }
    }

    /** The next command that would begin something is refused; a conversation that does nothing ends now. */
    void drain() {
        boolean idle;
        synchronized (this) {
            draining = true;
            atWork &= takeHeld() == null;
            idle = !atWork;
        }
        if (idle) {
            dismiss(SHUTTING_DOWN);
        }
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /** Ends it, with the transfer that runs. */
    void abort() {
        Transfer running = runningTransfer();
        if (running != null) {
            abort(running, "the server is shutting down");
        }
        control.closeNow();
    }

    /** Somebody ends the session. Never waits. */
    private void kill(String why) {
        Transfer running = runningTransfer();
        if (running != null) {
            abort(running, why);
        }
        dismiss(FtpReply.of(421, "This session was " + why));
    }

    /** Ends a transfer, also if it waits for the rate that is allowed. */
    private void abort(Transfer running, String why) {
        running.abort(why);
        Session open = session;
        if (open != null) {
            open.giveUpWaiting();
        }
    }

    /** Ends what takes too long. Called every now and then. */
    void checkTimes() {
        long now = System.nanoTime();
        Transfer running;
        boolean busy;
        synchronized (this) {
            running = transfer;
            busy = atWork;
            if (slowReply != null && slowReply.isDue(now, timeouts.keepAlive().toNanos())) {
                control.send(slowReply.next(now));
            }
        }
        Session open = session;
        boolean heldBack = open != null && open.isWaitingForRate();
        if (running != null
                && !heldBack
                && running.nanosWithoutProgress() > timeouts.stall().toNanos()) {
            abort(running, "nothing moved for too long");
        } else if (!isLoggedIn()
                && now - begun > service.limits().loginTimeout().toNanos()) {
            dismiss(FtpReply.of(421, "Nobody logged in, goodbye"));
        } else if (!busy && now - lastActive > service.limits().idleTimeout().toNanos()) {
            dismiss(FtpReply.of(421, "Idle for too long, goodbye"));
        }
    }
}
