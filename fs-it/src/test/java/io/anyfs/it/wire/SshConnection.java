package io.anyfs.it.wire;

import java.io.IOException;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;

/** Connections to servers of a test. */
public final class SshConnection {

    private SshConnection() {}

    /** Logs in by password. */
    public static SSHClient logIn(String host, int port, String user, String password) throws IOException {
        return logIn(host, port, user, password, new PromptSockets());
    }

    /** Logs in by password, over a socket of this factory. */
    public static SSHClient logIn(String host, int port, String user, String password, SocketFactory sockets)
            throws IOException {
        SSHClient connection = new SSHClient();
        boolean loggedIn = false;
        try {
            connection.setSocketFactory(sockets);
            connection.addHostKeyVerifier(new PromiscuousVerifier());
            connection.connect(host, port);
            connection.authPassword(user, password);
            loggedIn = true;
            return connection;
        } finally {
            if (!loggedIn) {
                connection.close();
            }
        }
    }
}
