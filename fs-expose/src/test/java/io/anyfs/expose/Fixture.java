package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryFileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A service of a filesystem in memory for the one user "alice". */
final class Fixture implements Closeable {

    static final InetSocketAddress CLIENT = from(1);

    /** The usual limits, except that the end waits for no transfer. */
    static final ServiceLimits HURRIED = ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO);

    final FileSystem files;
    final FileService service;

    Fixture(ServiceLimits limits) {
        this(MemoryFileSystem.create(), limits);
    }

    Fixture(FileSystem files, ServiceLimits limits) {
        this(files, limits, UploadPolicy.ATOMIC);
    }

    Fixture(FileSystem files, ServiceLimits limits, UploadPolicy uploads) {
        this.files = files;
        this.service = new FileService(new SingleUser("alice", "secret", List.of(), files), limits, uploads);
    }

    static Fixture create() {
        return new Fixture(HURRIED);
    }

    Session login() throws IOException {
        Session session = service.login(attempt("alice", "secret"));
        assertNotNull(session);
        return session;
    }

    /** A client at the last byte of a loopback address. */
    static InetSocketAddress from(int host) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}), 40_000);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static LoginAttempt attempt(String user, String password) {
        return new LoginAttempt(user, new Credential.Password(password), Protocol.SFTP, CLIENT);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static Upload uploading(Session session, String path, String text) throws IOException {
        Upload upload = session.upload(FsPath.of(path), WriteOptions.replace());
        upload.write(bytes(text));
        return upload;
    }

    @Override
    public void close() throws IOException {
        service.close();
        files.close();
    }
}
