package io.anyfs.expose.ftp;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transfer of one client that is under way, if there is one, and what is said meanwhile: STAT and NOOP are answered at once (RFC
 * 959 section 4.1.3), because a client that asks waits for the answer before it goes on, and a reply that is long in coming is
 * begun. No answer gets into a reply that was begun. Safe for use by many threads.
 */
final class RunningTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(RunningTransfer.class);

    private final ControlConnection control;
    private final FtpTimeouts timeouts;

    /** Changed under the lock, so that nothing is answered behind the reply to a transfer. */
    private volatile @Nullable Transfer transfer;

    /** Guarded by this. */
    private @Nullable SlowReply slowReply;

    RunningTransfer(ControlConnection control, FtpTimeouts timeouts) {
        this.control = control;
        this.timeouts = timeouts;
    }

    synchronized void begin(Transfer begins) {
        transfer = begins;
    }

    synchronized void end(Transfer ends) {
        if (transfer == ends) {
            transfer = null;
        }
    }

    @Nullable
    Transfer get() {
        return transfer;
    }

    /**
     * Answers a line at once, if a transfer runs and the line is one that is answered then. A client that reads no answers gets no more of
     * them; its lines wait like all others.
     */
    synchronized boolean answers(ControlInput input) {
        Transfer running = transfer;
        if (running == null
                || (slowReply != null && slowReply.isBegun())
                || control.leavesAnswersUnread()
                || !(input instanceof ControlInput.CommandLine line)) {
            return false;
        }
        if (line.verb().equals("NOOP")) {
            control.send(FtpReply.of(200, "Fine"));
            return true;
        }
        if (line.verb().equals("STAT") && line.argument().isBlank()) {
            control.send(StatusReply.of(running));
            return true;
        }
        return false;
    }

    /** The reply to the command that runs may be long in coming. */
    synchronized void mayTakeLong(SlowReply reply) {
        slowReply = reply;
    }

    /** Says that the reply is still to come, if it is time to. */
    synchronized void keepAlive(long now) {
        if (slowReply != null && slowReply.isDue(now, timeouts.keepAlive().toNanos())) {
            control.send(slowReply.next(now));
        }
    }

    /** Sends the reply to a command, or the end of one that was begun. */
    void reply(FtpReply reply) {
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
}
