package io.anyfs.s3.testing;

import io.anyfs.demo.s3.DemoS3;
import io.anyfs.s3mock.S3MockProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The S3 servers that tests run against. Each is wrong about something that the other does as Amazon does, so a rule
 * about S3 is tested on both, or with a comment on the one that follows it.
 */
public enum S3Server {
    /** S3Proxy, in this process: quick to start, but refuses odd keys ({@code a//b}, {@code x} with {@code x/y}). */
    S3PROXY {
        @Override
        public S3Store start() throws IOException {
            DemoS3 server = DemoS3.start();
            return new S3Store(server.endpoint(), server.region(), server.accessKey(), server.secretKey(), server);
        }
    },

    /** Adobe's S3Mock, in a process of its own: slow to start, takes all keys, but lists pages that are too long. */
    S3MOCK {
        @Override
        public S3Store start() throws IOException {
            S3MockProcess server = S3MockProcess.start();
            // It checks no signatures, but the client has to make one.
            return new S3Store(server.endpoint(), "us-east-1", "some-access-key", "some-secret-key", server);
        }
    };

    private static final Map<S3Server, S3Store> SHARED = new EnumMap<>(S3Server.class);

    /**
     * Starts a server of the test's own, for tests that count what is in it or close it.
     *
     * @return the running server, to be closed by the caller
     * @throws IOException if it does not start
     */
    public abstract S3Store start() throws IOException;

    /**
     * The server that all tests of this JVM share, in a bucket each; started by the first call, ended with the JVM.
     *
     * @return the running server, not to be closed by the caller
     */
    public S3Store shared() {
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(this, S3Server::startUntilExit);
        }
    }

    private static S3Store startUntilExit(S3Server server) {
        try {
            S3Store store = server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAtExit(store), server + "-close"));
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAtExit(S3Store store) {
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
