package com.example.invoices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * The SFTP server of a supplier.
 *
 * @param host its name or address
 * @param port where it listens
 * @param user who logs in
 * @param password of that user
 * @param knownHosts a file with the keys of servers that are trusted
 */
record SupplierServer(String host, int port, String user, String password, Path knownHosts) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Downloads a file. */
    byte[] download(String path) throws IOException {
        try (SshClient ssh = SshClient.setUpDefaultClient()) {
            ssh.setServerKeyVerifier(new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
            ssh.start();
            try (ClientSession session = logIn(ssh);
                    SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
                    InputStream file = sftp.read(path)) {
                return file.readAllBytes();
            }
        }
    }

    private ClientSession logIn(SshClient ssh) throws IOException {
        ClientSession session = ssh.connect(user, host, port).verify(PATIENCE).getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(PATIENCE);
        return session;
    }
}
