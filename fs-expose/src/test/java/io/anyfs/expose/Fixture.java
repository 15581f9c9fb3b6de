package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryFileSystem;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A service of a filesystem in memory for the one user "alice". */
final class Fixture implements Closeable {

    static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 40_000);

    final FileSystem files;
    final FileService service;

    Fixture(ServiceLimits limits) {
        this(MemoryFileSystem.create(), limits);
    }

    Fixture(FileSystem files, ServiceLimits limits) {
        this.files = files;
        this.service = new FileService(new SingleUser("alice", "secret", List.of(), files), limits);
    }

    /** A service with the usual limits, except that its end waits for no transfer. */
    static Fixture create() {
        return new Fixture(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO));
    }

    Session login() throws IOException {
        Session session = service.login(attempt("alice", "secret"));
        assertNotNull(session);
        return session;
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
