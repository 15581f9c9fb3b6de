package io.anyfs.expose.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client that asks for a shell: it says so and ends at once. A bare refusal of the request would let
 * some clients wait forever.
 */
final class RefusedCommand implements Command {

    private static final String MESSAGE = ClientCommands.REFUSAL + "\n";

    private @Nullable OutputStream errors;
    private @Nullable ExitCallback exit;

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        if (errors != null) {
            errors.write(MESSAGE.getBytes(StandardCharsets.US_ASCII));
            errors.flush();
        }
        if (exit != null) {
            exit.onExit(ClientCommand.NOT_FOUND);
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        // There is nothing to end.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void setInputStream(InputStream in) {
        // Nobody reads it.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        // Nothing to say there.
    }

    @Override
    public void setErrorStream(OutputStream err) {
        errors = err;
    }
}
