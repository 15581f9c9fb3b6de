package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import io.anyfs.expose.FileService;
import io.anyfs.expose.PendingLogin;
import io.anyfs.expose.Session;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its control connection, what it has set, its commands and its session. While a transfer runs, ABOR is noticed at
 * once, and STAT and NOOP are answered at once; all else waits for the transfer's end.
 *
 * <p>Settings are touched by the command that runs and by nobody else.
 */
final class Conversation implements CommandQueue.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final FtpReply SHUTTING_DOWN = FtpReply.of(421, "The server is shutting down");

    private final ControlConnection control;
    private final FileService service;
    private final PendingLogin pending;
    private final FtpTimeouts timeouts;
    private final FtpNetwork network;
    private final Executor workers;
    private final SystemThreads systemThreads;
    private final Verbs verbs;
    private final Consumer<Conversation> whenEnded;
    private final DataConnector data;
    private final CommandQueue commands;
    private final RunningTransfer running;

    /** The commands, and the closing of all that is open. */
    private final AtomicInteger partsToEnd = new AtomicInteger(2);

    // ---- what the client has set
    final Settings settings = new Settings();
    private volatile @Nullable Session session;

    private final long begun = System.nanoTime();
    private volatile long lastActive = begun;

    Conversation(
            ControlConnection control,
            FileService service,
            PendingLogin pending,
            FtpTimeouts timeouts,
            FtpNetwork network,
            Executor workers,
            SystemThreads systemThreads,
            Verbs verbs,
            Consumer<Conversation> whenEnded) {
        this.control = control;
        this.service = service;
        this.pending = pending;
        this.timeouts = timeouts;
        this.network = network;
        this.workers = workers;
        this.systemThreads = systemThreads;
        this.verbs = verbs;
        this.whenEnded = whenEnded;
        this.data = new DataConnector(
                control.localAddress(),
                control.remote().getAddress(),
                network.ports(),
                timeouts.connect().toMillis());
        this.commands = new CommandQueue(this, control, workers);
        this.running = new RunningTransfer(control, timeouts);
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

    SystemThreads systemThreads() {
        return systemThreads;
    }

    FileService service() {
        return service;
    }

    DataConnector data() {
        return data;
    }

    CommandQueue commands() {
        return commands;
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
        session = opened;
        opened.whenKilled(this::kill);
        pending.close();
        // The end is told first, and only then the session is looked for: here or there it is closed.
        if (commands.hasEnded()) {
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

    // ---------------------------------------------------------------- commands and their replies

    /** A line has come. Never waits. */
    void received(ControlInput input) {
        Transfer aborted = commands.add(input, running);
        if (aborted != null) {
            abort(aborted, "aborted by the client");
        }
    }

    @Override
    public void run(ControlInput input) {
        lastActive = System.nanoTime();
        try {
            if (input instanceof ControlInput.CommandLine line) {
                verbs.run(this, line);
            } else if (input instanceof ControlInput.Malformed malformed) {
                send(FtpReply.of(501, malformed.why()));
            } else {
                dismiss(FtpReply.of(500, "The line is too long"));
            }
        } catch (ClosedFileSystemException over) {
            // The session ended, with its connection or by someone's will, while the command began.
            LOG.debug("the session ended before a command did: {}", input);
            dismiss(FtpReply.of(421, "The session has ended"));
        } catch (RuntimeException | Error failure) {
            LOG.error("a command failed unexpectedly: {}", input, failure);
            send(FtpReply.of(451, "The server failed"));
        }
        lastActive = System.nanoTime();
    }

    /** Sends a reply, or the end of one that was begun by {@link #mayTakeLong}. */
    void send(FtpReply reply) {
        running.reply(reply);
    }

    /** The reply to the command that runs may be long in coming. */
    void mayTakeLong(SlowReply reply) {
        running.mayTakeLong(reply);
    }

    /**
     * Replies after a while, and runs no command meanwhile. No thread waits. For the command that runs, which replies nothing itself.
     *
     * @param then what to do when the reply is sent
     */
    void replyLater(FtpReply reply, Duration delay, Consumer<ControlConnection> then) {
        commands.pause(delay, () -> {
            send(reply);
            then.accept(control);
        });
    }

    // ---------------------------------------------------------------- transfers

    /** Makes a transfer the running one. It is aborted already if an ABOR waits or the connection is lost. */
    Transfer begin(String what) {
        Transfer begins = new Transfer(what);
        running.begin(begins);
        // An ABOR or an end that comes from here on finds the transfer.
        if (commands.hasEnded()) {
            begins.abort("the control connection is closed");
        } else if (commands.wantsToAbort()) {
            begins.abort("aborted by the client");
        }
        return begins;
    }

    void end(Transfer ends) {
        running.end(ends);
    }

    /** Ends the transfer that runs, if one does. */
    private void abortTransfer(String why) {
        Transfer transfer = running.get();
        if (transfer != null) {
            abort(transfer, why);
        }
    }

    /** Ends a transfer, also if it waits for the rate that is allowed. */
    private void abort(Transfer transfer, String why) {
        transfer.abort(why);
        Session open = session;
        if (open != null) {
            open.giveUpWaiting();
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
        commands.leave();
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
        if (commands.end()) {
            abortTransfer("the control connection is closed");
            workers.execute(this::closeAll);
        }
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

    @Override
    public void ended() {
        partEnded();
    }

    private void partEnded() {
        if (partsToEnd.decrementAndGet() == 0) {
            whenEnded.accept(this);
        }
    }

    /** The next command that would begin something is refused; a conversation that does nothing ends now. */
    void drain() {
        commands.drain();
    }

    @Override
    public void drained() {
        dismiss(SHUTTING_DOWN);
    }

    /** Ends it, with the transfer that runs. */
    void abort() {
        abortTransfer("the server is shutting down");
        control.closeNow();
    }

    /** Somebody ends the session. Never waits. */
    private void kill(String why) {
        abortTransfer(why);
        dismiss(FtpReply.of(421, "This session was " + why));
    }

    /** Ends what takes too long. Called every now and then. */
    void checkTimes() {
        long now = System.nanoTime();
        running.keepAlive(now);
        Transfer transfer = running.get();
        Session open = session;
        boolean heldBack = open != null && open.isWaitingForRate();
        if (transfer != null
                && !heldBack
                && transfer.nanosWithoutProgress() > timeouts.stall(transfer).toNanos()) {
            abortTransfer("nothing moved for too long");
        } else if (!isLoggedIn()
                && now - begun > service.limits().loginTimeout().toNanos()) {
            dismiss(FtpReply.of(421, "Nobody logged in, goodbye"));
        } else if (!commands.isAtWork()
                && now - lastActive > service.limits().idleTimeout().toNanos()) {
            dismiss(FtpReply.of(421, "Idle for too long, goodbye"));
        }
    }
}
