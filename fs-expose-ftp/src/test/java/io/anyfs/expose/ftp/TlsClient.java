package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.tls.PemIdentity;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client that speaks FTP over TLS, and says exactly what a test tells it to say. */
final class TlsClient implements Closeable {

    /** That of all servers in these tests. */
    static final PemIdentity SERVER = newIdentity("server");

    final WireClient wire;
    private final SSLContext context;
    private final FtpServer server;

    private TlsClient(WireClient wire, SSLContext context, FtpServer server) {
        this.wire = wire;
        this.context = context;
        this.server = server;
    }

    /** Connects, and makes TLS of the connection by AUTH. */
    static TlsClient connect(FtpServer server, String... versions) throws IOException {
        return connect(server, context(null), versions);
    }

    static TlsClient connect(FtpServer server, SSLContext context, String... versions) throws IOException {
        TlsClient client = new TlsClient(WireClient.connect(server), context, server);
        client.wire.say("AUTH TLS", 234);
        client.secure(versions);
        return client;
    }

    /** Connects to a server that speaks TLS from the first byte on. */
    static TlsClient connectImplicitly(FtpServer server, String... versions) throws IOException {
        TlsClient client = new TlsClient(WireClient.connectSilently(server.address()), context(null), server);
        client.secure(versions);
        client.wire.expect(220);
        return client;
    }

    /** Connects, logs in, and protects its data connections. */
    static TlsClient login(FtpServer server, String... versions) throws IOException {
        return connect(server, versions).logIn();
    }

    TlsClient logIn() throws IOException {
        wire.say("USER alice", 331);
        wire.say("PASS secret", 230);
        return protectData();
    }

    TlsClient protectData() throws IOException {
        wire.say("PBSZ 0", 200);
        wire.say("PROT P", 200);
        wire.say("TYPE I", 200);
        return this;
    }

    private void secure(String... versions) throws IOException {
        SSLSocket socket = layer(wire.control(), context, versions);
        socket.startHandshake();
        wire.over(socket);
    }

    /** Opens a data connection in clear. */
    Socket openData() throws IOException {
        return wire.passive();
    }

    /** Makes TLS of a data connection. */
    SSLSocket protect(Socket data) throws IOException {
        return protect(data, context);
    }

    /** Makes TLS of a data connection with what a context knows. */
    SSLSocket protect(Socket data, SSLContext knowing) throws IOException {
        SSLSocket socket = layer(data, knowing);
        socket.startHandshake();
        return socket;
    }

    /** Uploads, and reads the last reply. */
    String upload(String command, String content, int code) throws IOException {
        Socket data = openData();
        wire.say(command, 150);
        try (SSLSocket secure = protect(data)) {
            secure.getOutputStream().write(content.getBytes(StandardCharsets.UTF_8));
        }
        return wire.expect(code);
    }

    /** Downloads a file or a listing. */
    String download(String command) throws IOException {
        Socket data = openData();
        wire.say(command, 150);
        try (SSLSocket secure = protect(data)) {
            String content = new String(secure.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            wire.expect(226);
            return content;
        }
    }

    private SSLSocket layer(Socket socket, SSLContext knowing, String... versions) throws IOException {
        SSLSocket layered = (SSLSocket) knowing.getSocketFactory()
                .createSocket(socket, "localhost", server.address().getPort(), true);
        if (versions.length > 0) {
            layered.setEnabledProtocols(versions);
        }
        return layered;
    }

    /** What a client knows that trusts these tests' server. */
    static SSLContext context(@Nullable TlsIdentity own) {
        return context(own, SERVER.current());
    }

    /** What a client knows that trusts servers with other certificates. */
    static SSLContext trusting(TlsIdentity... servers) {
        return context(null, servers);
    }

    private static SSLContext context(@Nullable TlsIdentity own, TlsIdentity... servers) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (TlsIdentity server : servers) {
                trusted.setCertificateEntry("server-" + trusted.size(), server.certificate());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? new KeyManager[0] : keys(own), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyManager[] keys(TlsIdentity own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "client", own.key(), new char[0], own.chain().toArray(java.security.cert.X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /** A new key with a certificate that nobody but its owner has signed. */
    static PemIdentity newIdentity(String name) {
        try {
            Path directory = Files.createTempDirectory("anyfs-ftps");
            Path file = directory.resolve("identity.pem");
            try {
                return SelfSignedIdentity.in(file, name + ".example");
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
