package io.anyfs.expose.ftp;

import io.anyfs.expose.Credential;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.Session;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Coming and going. */
final class LoginVerbs {

    private static final int MAX_FAILED_LOGINS = 3;

    private LoginVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.anybody("USER", Parameter.REQUIRED, "name", LoginVerbs::user),
                Verb.anybody("PASS", Parameter.OPTIONAL, "password", LoginVerbs::pass),
                Verb.anybody("QUIT", Parameter.NONE, "", LoginVerbs::quit));
    }

    private static FtpReply user(Conversation client, String name) {
        if (client.isLoggedIn()) {
            return FtpReply.of(530, "Already logged in; connect again to be somebody else");
        }
        client.settings.user = name;
        return FtpReply.of(331, "Now the password");
    }

    private static @Nullable FtpReply pass(Conversation client, String password) throws IOException {
        String user = client.settings.user;
        if (user == null || client.isLoggedIn()) {
            return FtpReply.of(503, "USER first");
        }
        client.settings.user = null;
        LoginAttempt attempt = new LoginAttempt(
                user,
                new Credential.Password(password),
                Protocol.FTP,
                client.control().remote());
        Session session = client.service().login(attempt);
        if (session != null) {
            client.loggedIn(session);
            return FtpReply.of(230, "Logged in");
        }
        Duration delay = client.service().delayAfterFailure(attempt);
        client.settings.failedLogins++;
        if (client.settings.failedLogins >= MAX_FAILED_LOGINS) {
            client.replyLater(FtpReply.of(530, "Wrong again, goodbye"), delay, ControlConnection::closeWhenSent);
            return null;
        }
        client.replyLater(FtpReply.of(530, "User or password is wrong"), delay, control -> {});
        return null;
    }

    private static @Nullable FtpReply quit(Conversation client, String argument) {
        client.dismiss(FtpReply.of(221, "Goodbye"));
        return null;
    }
}
