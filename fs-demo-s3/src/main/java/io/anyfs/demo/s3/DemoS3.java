package io.anyfs.demo.s3;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * An S3 server that lives in this process and keeps everything in its memory:
 *
 * <pre>{@code
 * try (DemoS3 s3 = DemoS3.start()) {
 *     s3.createBucket("demo");
 *     System.out.println(s3.endpoint() + " " + s3.accessKey() + " " + s3.secretKey());
 *     ...
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 only, at a free port, speaks plain HTTP, wants buckets in the path and not in the host
 * name, and refuses requests that are not signed with its key. Nothing survives {@link #close()}.
 *
 * <p>What it refuses: keys with empty segments ({@code a//b}), a leading slash, and an object below another one
 * ({@code x} and {@code x/y}), all of which Amazon's S3 has. For demos and tests, not for data that matters.
 *
 * <p>Its threads keep the JVM alive until it is closed. Safe for use by many threads.
 */
public final class DemoS3 implements Closeable {

    private static final String HOST = "127.0.0.1";
    private static final String REGION = "us-east-1";
    private static final String ACCESS_KEY = "demo";
    private static final int SECRET_BYTES = 20;

    /** Held, for the level of a logger that nobody holds is forgotten. */
    private static final Logger SERVER_LOG = Logger.getLogger("org.gaul");

    private final S3Proxy server;
    private final BlobStore store;
    private final String accessKey;
    private final String secretKey;
    private final URI endpoint;

    private DemoS3(S3Proxy server, BlobStore store, String accessKey, String secretKey) {
        this.server = server;
        this.store = store;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.endpoint = URI.create("http://" + HOST + ":" + server.getPort());
    }

    /**
     * Starts a server with no buckets, and a secret key that nobody can guess.
     *
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static DemoS3 start() throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return start(ACCESS_KEY, HexFormat.of().formatHex(secret));
    }

    /**
     * Starts a server with no buckets that accepts this key only.
     *
     * @param accessKey the name of the key, not empty
     * @param secretKey its secret, not empty
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static DemoS3 start(String accessKey, String secretKey) throws IOException {
        quieten();
        BlobStore store = new MarkersLast(new TransientNio2BlobStore());
        S3Proxy server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://" + HOST + ":0"))
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                // Clients send headers that S3Proxy has never heard of, and are better off if it does as S3 does.
                .ignoreUnknownHeaders(true)
                // Waits two seconds for each idle connection otherwise.
                .stopTimeout(0)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            IOException failure = new IOException("Cannot start an S3 server on " + HOST, e);
            stop(server, store, failure);
            throw failure;
        }
        return new DemoS3(server, store, accessKey, secretKey);
    }

    /**
     * Where it listens.
     *
     * @return an address like {@code http://127.0.0.1:41234}
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * The region that clients should sign for; others do as well.
     *
     * @return the name of a region
     */
    public String region() {
        return REGION;
    }

    /**
     * The name of the only key that it accepts.
     *
     * @return the access key
     */
    public String accessKey() {
        return accessKey;
    }

    /**
     * The secret of {@link #accessKey()}.
     *
     * @return the secret key
     */
    public String secretKey() {
        return secretKey;
    }

    /**
     * Creates a bucket, without a request by network.
     *
     * @param name the name of the bucket, by the rules of S3 (3 to 63 small letters, digits, dots and hyphens)
     * @throws IOException if there is such a bucket already, or the name is not allowed
     */
    public void createBucket(String name) throws IOException {
        try {
            store.createContainer(name);
        } catch (RuntimeException e) {
            throw new IOException("Cannot create bucket " + name, e);
        }
    }

    /** Stops listening, ends what is running, and forgets all buckets; a second call does nothing. */
    @Override
    public void close() throws IOException {
        IOException failure = new IOException("Cannot stop the S3 server at " + endpoint);
        stop(server, store, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static void stop(S3Proxy server, BlobStore store, IOException failure) {
        try {
            server.stop();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
        try {
            store.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** The server tells of its start and of every request; whoever has set a level has asked for it. */
    private static void quieten() {
        if (SERVER_LOG.getLevel() == null) {
            SERVER_LOG.setLevel(Level.WARNING);
        }
    }
}
