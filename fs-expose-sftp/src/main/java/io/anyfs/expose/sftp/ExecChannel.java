package io.anyfs.expose.sftp;

import io.anyfs.expose.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one {@link ClientCommand} for the client of a channel, on a worker. When the channel is gone the command ends. */
final class ExecChannel implements Command, ChannelDataReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(ExecChannel.class);

    private final ChannelSession channel;
    private final Session session;
    private final Activity activity;
    private final Executor workers;
    private final ClientCommand command;
    private final ClientInput in;
    private final ReplySender out;
    private OutputStream errors = OutputStream.nullOutputStream();
    private @Nullable ExitCallback exit;

    ExecChannel(ChannelSession channel, Session session, Activity activity, Executor workers, ClientCommand command) {
        this.channel = channel;
        this.session = session;
        this.activity = activity;
        this.workers = workers;
        this.command = command;
        this.in = new ClientInput(channel, activity);
        this.out = new ReplySender(channel, activity, session.idleTimeout());
        channel.setDataReceiver(this);
    }

    /** On a transport thread. What is taken in is granted to the client again once it is read. */
    @Override
    public int data(ChannelSession from, byte[] buffer, int start, int length) {
        in.append(buffer, start, length);
        return 0;
    }

    /** The client sends no more. */
    @Override
    public void close() {
        in.end();
    }

    @Override
    public void destroy(ChannelSession gone) {
        in.giveUp();
        out.giveUp();
    }

    @Override
    public void start(ChannelSession started, Environment environment) throws IOException {
        activity.begins();
        try {
            workers.execute(this::run);
        } catch (RejectedExecutionException shuttingDown) {
            activity.ends();
            throw new IOException("the server is shutting down", shuttingDown);
        }
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void setInputStream(InputStream stream) {
        // Data comes through data().
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        // Results go out as packets of the channel.
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        errors = stream;
    }

    private void run() {
        try {
            end(command.run(new CommandRun(session, in, out, errors)));
        } catch (IOException | RuntimeException | Error failure) {
            LOG.debug("{}: the command ends", session, failure);
            end(ClientCommand.FAILURE);
        } finally {
            activity.ends();
        }
    }

    private void end(int exitCode) {
        if (exit == null || in.isGone()) {
            channel.close(true);
        } else {
            exit.onExit(exitCode);
        }
    }
}
