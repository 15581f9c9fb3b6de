package io.anyfs.expose.ftp;

import io.anyfs.expose.Credential;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.Session;
import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.security.cert.X509Certificate;
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

    private static FtpReply user(Conversation client, String name) throws IOException {
        if (needsTls(client)) {
            return tlsFirst();
        } else if (client.isLoggedIn()) {
            return FtpReply.of(530, "Already logged in; connect again to be somebody else");
        }
        if (isCertified(client, name)) {
            return FtpReply.of(232, "Logged in by certificate");
        }
        client.settings.user = name;
        return FtpReply.of(331, "Now the password");
    }

    private static @Nullable FtpReply pass(Conversation client, String password) throws IOException {
        String user = client.settings.user;
        if (needsTls(client)) {
            return tlsFirst();
        } else if (user == null || client.isLoggedIn()) {
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

    /** RFC 4217 section 11: a password is not taken in clear where TLS is required. */
    private static boolean needsTls(Conversation client) {
        return client.control().requiresTls() && client.control().tls() == null;
    }

    private static FtpReply tlsFirst() {
        return FtpReply.of(530, "AUTH TLS first, nothing works in clear here");
    }

    /** Logs in whoever has a certificate that stands for the password of this very user (RFC 4217 section 4.2). */
    private static boolean isCertified(Conversation client, String name) throws IOException {
        ClientTls tls = client.control().tls();
        X509Certificate certificate = tls == null ? null : tls.certificate();
        if (tls == null || certificate == null || !name.equals(tls.certifiedUser())) {
            return false;
        }
        LoginAttempt attempt = new LoginAttempt(
                name,
                new Credential.Certificate(certificate),
                Protocol.FTP,
                client.control().remote());
        Session session = client.service().login(attempt);
        if (session == null) {
            return false;
        }
        client.loggedIn(session);
        return true;
    }

    private static @Nullable FtpReply quit(Conversation client, String argument) {
        client.dismiss(FtpReply.of(221, "Goodbye"));
        return null;
    }
}
