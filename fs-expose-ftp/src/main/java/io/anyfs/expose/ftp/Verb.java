package io.anyfs.expose.ftp;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.jspecify.annotations.Nullable;

/**
 * A command of the protocol: who may give it, whether it takes an argument, and what it does.
 *
 * @param name in upper case
 * @param access who may give it
 * @param parameter whether it takes an argument
 * @param help its parameters, for HELP
 * @param action does it and says what to reply; {@code null} if it has replied itself
 */
record Verb(String name, Access access, Parameter parameter, String help, Action action) implements Command {

    /** Who may give a command. */
    enum Access {
        ANYBODY,
        LOGGED_IN
    }

    /** Whether a command takes an argument. */
    enum Parameter {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** Does a command. */
    @FunctionalInterface
    interface Action {
        @Nullable
        FtpReply run(Conversation client, String argument) throws IOException;
    }

    /** Does a command with a path. */
    @FunctionalInterface
    interface PathAction {
        @Nullable
        FtpReply run(Conversation client, FsPath path) throws IOException;
    }

    static Verb anybody(String name, Parameter parameter, String help, Action action) {
        return new Verb(name, Access.ANYBODY, parameter, help, action);
    }

    static Verb user(String name, Parameter parameter, String help, Action action) {
        return new Verb(name, Access.LOGGED_IN, parameter, help, action);
    }

    /** A command whose whole argument is a path. */
    static Verb path(String name, Parameter parameter, PathAction action) {
        String help = parameter == Parameter.REQUIRED ? "path" : "[path]";
        return user(name, parameter, help, (client, argument) -> action.run(client, client.path(argument)));
    }

    @Override
    public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request) {
        String argument = request.getArgument();
        execute(ControlHandler.conversation(session), argument == null ? "" : argument);
    }

    void execute(Conversation client, String argument) {
        FtpReply reply = reply(client, argument);
        if (reply != null) {
            client.send(reply);
            if (reply.code() == 421) {
                client.leave();
            }
        }
    }

    private @Nullable FtpReply reply(Conversation client, String argument) {
        if (access == Access.LOGGED_IN && !client.isLoggedIn()) {
            return FtpReply.of(530, "Log in first, with USER and PASS");
        }
        if (parameter == Parameter.REQUIRED && argument.isEmpty()) {
            return FtpReply.of(501, name + " needs: " + help);
        }
        try {
            return action.run(client, argument);
        } catch (InvalidPathException refused) {
            return FtpReply.of(553, String.valueOf(refused.getReason()));
        } catch (IOException failure) {
            return FtpReply.failure(failure, parameter == Parameter.NONE ? "" : argument);
        }
    }
}
