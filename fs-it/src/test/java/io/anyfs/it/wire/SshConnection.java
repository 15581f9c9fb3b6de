package io.anyfs.it.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;

/** Connections to servers of a test. */
public final class SshConnection {

    private SshConnection() {}

    /** Logs in by password. */
    public static SSHClient logIn(String host, int port, String user, String password) throws IOException {
        SSHClient connection = new SSHClient();
        boolean loggedIn = false;
        try {
            connection.setSocketFactory(new PromptSockets());
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

    /** Sockets that wait for nothing: with Nagle's algorithm every request would take 40 ms. */
    private static final class PromptSockets extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            return prompt(SocketFactory.getDefault().createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prompt(SocketFactory.getDefault().createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(SocketFactory.getDefault().createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prompt(SocketFactory.getDefault().createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(SocketFactory.getDefault().createSocket(host, port, local, localPort));
        }

        private static Socket prompt(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
