package io.anyfs.expose.sftp;

import io.anyfs.FileSystem;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.memory.MemoryFileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;

/** A server of a filesystem for the user "alice", and a client of it. */
final class Served implements Closeable {

    /** The usual limits, except that the end waits for no transfer. */
    static final ServiceLimits HURRIED = ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO);

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final FileSystem files;
    final SftpServer server;
    private final SshClient client;
    private final List<SftpWire> wires = new ArrayList<>();

    private Served(FileSystem files, SftpServer server) {
        this.files = files;
        this.server = server;
        this.client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, key) -> true);
        client.start();
    }

    /** An empty filesystem in memory. */
    static Served memory() throws IOException {
        return of(MemoryFileSystem.create());
    }

    /** A filesystem, which is closed at the end. */
    static Served of(FileSystem files) throws IOException {
        return of(files, HURRIED);
    }

    static Served of(FileSystem files, ServiceLimits limits) throws IOException {
        return of(files, limits, UploadPolicy.ATOMIC);
    }

    static Served of(FileSystem files, ServiceLimits limits, UploadPolicy uploads) throws IOException {
        return of(
                files,
                SftpServer.builder(files)
                        .user("alice", "secret")
                        .limits(limits)
                        .uploads(uploads)
                        .port(0)
                        .start());
    }

    /** A server of this filesystem; both are closed at the end. */
    static Served of(FileSystem files, SftpServer server) {
        return new Served(files, server);
    }

    /** A connection of the right user. */
    ClientSession login() throws IOException {
        return login(server.address().getPort());
    }

    /** The same through another port, where a proxy listens. */
    ClientSession login(int port) throws IOException {
        ClientSession session =
                client.connect("alice", "127.0.0.1", port).verify(PATIENCE).getSession();
        session.addPasswordIdentity("secret");
        session.auth().verify(PATIENCE);
        return session;
    }

    /** The SFTP packets of a new connection. It is closed at the end. */
    SftpWire wire() throws IOException {
        return wire(login());
    }

    SftpWire wire(ClientSession session) throws IOException {
        SftpWire wire = SftpWire.open(session);
        wires.add(wire);
        return wire;
    }

    SshClient client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        wires.forEach(SftpWire::close);
        client.close();
        server.close();
        files.close();
    }
}
