package io.anyfs.s3.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire between an S3 client and a server, which passes everything on as it is, remembers what was asked for, and
 * breaks when it is told to:
 *
 * <pre>{@code
 * try (S3Wire wire = S3Wire.to(S3Server.S3PROXY.shared())) {
 *     wire.add(FaultRule.at(2, S3Operation.UPLOAD_PART, new Fault.DropAnswer()));
 *     ... // with a client of wire.endpoint()
 *     assertEquals(1, wire.counts().get(S3Operation.COMPLETE_MULTIPART_UPLOAD));
 * }
 * }</pre>
 *
 * <p>HTTP/1.1 without TLS, and buckets in the path. The signature of a request covers its Host header, which stays that
 * of the wire: the server must check against what it got, as both of {@link S3Server} do. Safe for use by many threads.
 */
public final class S3Wire implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI server;
    private final ServerSocket listener;
    private final Thread acceptor;
    private final ExecutorService threads;
    private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<FaultRule> rules = new ConcurrentLinkedQueue<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private S3Wire(URI server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
        this.acceptor = daemon(this::accept);
        this.threads = Executors.newCachedThreadPool(S3Wire::daemon);
    }

    /** Starts a wire to a server. */
    public static S3Wire to(S3Store store) throws IOException {
        return to(store.endpoint());
    }

    /** Starts a wire to a server at an address like {@code http://127.0.0.1:41234}. */
    public static S3Wire to(URI server) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        S3Wire wire = new S3Wire(server, listener);
        wire.acceptor.start();
        return wire;
    }

    /** Where clients connect to instead of the server. */
    public URI endpoint() {
        return URI.create("http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort());
    }

    /** Adds a rule; if several want the same request to fail, the oldest one decides how. */
    public void add(FaultRule rule) {
        rules.add(rule);
    }

    /** Removes all rules. */
    public void heal() {
        rules.clear();
    }

    /** How many requests there were of each operation, since the start or {@link #reset()}; none are not listed. */
    public Map<S3Operation, Integer> counts() {
        Map<S3Operation, Integer> counts = new EnumMap<>(S3Operation.class);
        requests.forEach(request -> counts.merge(request.operation(), 1, Integer::sum));
        return counts;
    }

    /** How many requests of this operation there were, since the start or {@link #reset()}. */
    public int count(S3Operation operation) {
        return counts().getOrDefault(operation, 0);
    }

    /** The requests since the start or {@link #reset()}, in the order of their coming. */
    public List<S3Request> requests() {
        return requests.stream().map(RecordedRequest::seenNow).toList();
    }

    /** The requests of this operation since the start or {@link #reset()}, in the order of their coming. */
    public List<S3Request> requests(S3Operation operation) {
        return requests().stream()
                .filter(request -> request.operation() == operation)
                .toList();
    }

    /**
     * Those of the {@link #requests()} that were answered. A client that takes up a connection which the server has closed
     * while it was idle finds that out by a request, and sends it again.
     */
    public List<S3Request> answered() {
        return requests().stream().filter(request -> request.status() != 0).toList();
    }

    /** How many requests a rule has chosen to fail, since the start or {@link #reset()}. */
    public int faults() {
        return faults.get();
    }

    /** How many connections of clients are open now. */
    public int openConnections() {
        return connections.size();
    }

    /** Forgets all requests and counts; the rules stay and count on. */
    public void reset() {
        requests.clear();
        faults.set(0);
    }

    /** Breaks all connections; returns when nothing is running any more. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        try {
            // When it has ended, no connection is added any more.
            acceptor.join();
            for (WireConnection connection : connections) {
                connection.close();
            }
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("A connection still runs " + PATIENCE + " after the wire was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while closing", e);
        }
    }

    URI server() {
        return server;
    }

    RecordedRequest record(HttpHead head) {
        RecordedRequest request = new RecordedRequest(head);
        requests.add(request);
        return request;
    }

    Optional<Fault> faultFor(S3Operation operation) {
        // All of them, for each counts every request.
        List<Fault> chosen =
                rules.stream().flatMap(rule -> rule.next(operation).stream()).toList();
        if (!chosen.isEmpty()) {
            faults.incrementAndGet();
        }
        return chosen.stream().findFirst();
    }

    /** Lets time pass, but not after the close. */
    void await(Duration delay) throws IOException {
        try {
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("The wire is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                WireConnection connection = new WireConnection(this, listener.accept());
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                // The listener was closed, or the client was quicker to leave than to be welcomed.
            }
        }
    }

    private void serve(WireConnection connection) {
        try {
            connection.serve();
        } finally {
            connections.remove(connection);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "s3-wire");
        thread.setDaemon(true);
        return thread;
    }
}
