package io.anyfs.expose.sftp;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.expose.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SFTP subsystem of one channel. The transport's threads cut what arrives into requests and queue them; one thread at a
 * time answers them in their order: that of the transport while they are quick to answer, else a worker. A worker runs only while
 * there are requests, so an idle client holds no thread.
 *
 * <p>The queue is bounded by the channel's window: what was received and not yet answered is not granted again.
 *
 * <p>However the channel ends, what the client did not close itself is given up.
 */
final class SftpChannel implements Command, ChannelDataReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(SftpChannel.class);

    /** What a thread of the transport sends at most before it looks again: gathered replies, and one full of names. */
    private static final int MOST_REPLIES = 96 * 1024;

    private final ChannelSession channel;
    private final Session session;
    private final Activity activity;
    private final Executor workers;
    private final TransportThreads threads;
    private final ReplySender sender;
    private final ReplyBatch replies;
    private final Requests requests;
    private final PacketAssembler assembler = new PacketAssembler(this::enqueue);

    private final Object lock = new Object();
    private final Queue<Packet> queue = new ArrayDeque<>();
    private boolean working;
    private boolean inputEnded;
    private boolean dead;
    private @Nullable ExitCallback exit;

    SftpChannel(
            ChannelSession channel, Session session, Activity activity, Executor workers, TransportThreads threads) {
        this.channel = channel;
        this.session = session;
        this.activity = activity;
        this.workers = workers;
        this.threads = threads;
        this.sender = new ReplySender(channel, activity, session.stallTimeout());
        this.replies = new ReplyBatch(sender);
        boolean readOnly = !session.capabilities(FsPath.ROOT).has(Capability.WRITE);
        this.requests = new Requests(session, new Replies(replies, readOnly));
        channel.setDataReceiver(this);
    }

    /** On a transport thread. What is taken in is granted to the client again once it is answered. */
    @Override
    public int data(ChannelSession from, byte[] buffer, int start, int length) throws IOException {
        try {
            assembler.append(buffer, start, length);
            work();
        } catch (MalformedPacketException failure) {
            LOG.info("{}: disconnected: {}", session, failure.getMessage());
            channel.getSession().disconnect(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, failure.getMessage());
        }
        return 0;
    }

    /** The client sends no more, or the channel is closing: what it has sent is still answered. */
    @Override
    public void close() {
        synchronized (lock) {
            inputEnded = true;
        }
        work();
    }

    /** The channel is gone, whatever the reason. */
    @Override
    public void destroy(ChannelSession gone) {
        synchronized (lock) {
            dead = true;
            queue.clear();
        }
        sender.giveUp();
        try {
            workers.execute(this::abortAll);
        } catch (RejectedExecutionException shuttingDown) {
            abortAll();
        }
    }

    @Override
    public void start(ChannelSession started, Environment environment) {
        // Requests may have come already; each starts a worker by itself.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        synchronized (lock) {
            exit = callback;
        }
    }

    @Override
    public void setInputStream(InputStream in) {
        // Data comes through data(), without a stream between.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        // Replies go out as packets of the channel.
    }

    @Override
    public void setErrorStream(OutputStream err) {
        // SFTP has no use for it.
    }

    private void enqueue(Packet packet) {
        synchronized (lock) {
            if (!dead) {
                queue.add(packet);
            }
        }
    }

    /** Sees to it that what is there to do is done, if nobody does it yet. */
    private void work() {
        synchronized (lock) {
            if (working || dead || !isAnythingLeft()) {
                return;
            }
            working = true;
        }
        if (!threads.tryBeginAnswers()) {
            handOver();
            return;
        }
        boolean left;
        try {
            left = answerWhile(this::isQuick) && !pauses();
        } finally {
            threads.endAnswers();
        }
        if (left) {
            handOver();
        }
    }

    private void handOver() {
        try {
            workers.execute(this::answerAll);
        } catch (RejectedExecutionException shuttingDown) {
            LOG.debug("{}: the server has stopped", session);
        }
    }

    private void answerAll() {
        boolean left = true;
        while (left) {
            left = answerWhile(any -> true) && !pauses() && !ends();
        }
    }

    /** On the thread that works now. Returns whether that went well; if not the channel is being closed. */
    private boolean answerWhile(Predicate<Packet> own) {
        activity.begins();
        try {
            Packet packet;
            while ((packet = next(own)) != null) {
                if (!requests.isQuick(packet)) {
                    replies.flush();
                }
                requests.handle(packet);
                PacketArrays.giveBack(packet.bytes());
                channel.getLocalWindow().release(packet.length() + (long) Integer.BYTES);
            }
            replies.flush();
            return true;
        } catch (MalformedPacketException failure) {
            LOG.info("{}: disconnected: {}", session, failure.getMessage());
            channel.getSession().close(true);
        } catch (IOException | RuntimeException | Error failure) {
            if (isAlive()) {
                LOG.info("{}: the channel ends", session, failure);
            }
            channel.close(true);
        } finally {
            activity.ends();
        }
        return false;
    }

    /** The next request; {@code null} if there is none now, or it is not one of those that are wanted. */
    private @Nullable Packet next(Predicate<Packet> wanted) {
        synchronized (lock) {
            Packet packet = dead ? null : queue.peek();
            return packet == null || !wanted.test(packet) ? null : queue.poll();
        }
    }

    /** Whether it can be answered by a thread of the transport, which must not wait, neither for a storage nor for the client. */
    private boolean isQuick(Packet packet) {
        return requests.isQuick(packet) && sender.hasRoom(MOST_REPLIES);
    }

    private boolean isAnythingLeft() {
        return !queue.isEmpty() || inputEnded;
    }

    /** Whether there is nothing left to do now. Then nobody works any more. */
    private boolean pauses() {
        synchronized (lock) {
            working = !dead && isAnythingLeft();
            return !working;
        }
    }

    /** Whether the client has sent all that it will and is answered. Then the channel ends. */
    private boolean ends() {
        ExitCallback ended;
        synchronized (lock) {
            if (dead || !queue.isEmpty() || !inputEnded) {
                return false;
            }
            dead = true;
            ended = exit;
        }
        abortAll();
        if (ended != null) {
            ended.onExit(0);
        }
        return true;
    }

    private void abortAll() {
        try {
            requests.close();
        } catch (IOException | RuntimeException failure) {
            LOG.warn("{}: closing what the client left open failed", session, failure);
        }
    }

    private boolean isAlive() {
        synchronized (lock) {
            return !dead;
        }
    }
}
