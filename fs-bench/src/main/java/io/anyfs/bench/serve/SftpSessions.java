package io.anyfs.bench.serve;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Sessions of SFTP by the client of Apache MINA SSHD, thousands of them in this process. */
final class SftpSessions implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] INIT = {0, 0, 0, 5, 1, 0, 0, 0, 3};

    private final SshClient client;
    private final KeyPair key;

    private SftpSessions(SshClient client, KeyPair key) {
        this.client = client;
        this.key = key;
    }

    static SftpSessions by(Path keyFile) throws IOException {
        KeyPair key = read(keyFile);
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        // The cheapest: what a session keeps does not depend on it.
        client.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true, List.of(BuiltinDHFactories.curve25519), ClientBuilder.DH2KEX));
        client.start();
        return new SftpSessions(client, key);
    }

    private static KeyPair read(Path keyFile) throws IOException {
        try (InputStream in = Files.newInputStream(keyFile)) {
            return SecurityUtils.loadKeyPairIdentities(null, keyFile::toString, in, FilePasswordProvider.EMPTY)
                    .iterator()
                    .next();
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
    }

    /** Logs in and agrees on the version. */
    Closeable login(Server server) throws IOException {
        ClientSession session = client.connect(server.user(), "127.0.0.1", server.port())
                .verify(PATIENCE)
                .getClientSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        ChannelSubsystem sftp = session.createSubsystemChannel("sftp");
        sftp.open().verify(PATIENCE);
        OutputStream out = sftp.getInvertedIn();
        out.write(INIT);
        out.flush();
        DataInputStream in = new DataInputStream(sftp.getInvertedOut());
        in.skipNBytes(in.readInt());
        return () -> session.close(true);
    }

    @Override
    public void close() {
        client.stop();
    }
}
