package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker writes what it sends itself. */
class PollingConnectionTest {

    /** More than sockets of two ends take while nobody reads. */
    private static final byte[] MUCH = new byte[32 << 20];

    static {
        new Random(1).nextBytes(MUCH);
    }

    private static final int FEW_BYTES = 64 * 1024;

    private final CompletableFuture<PollingConnection> accepted = new CompletableFuture<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private IoServiceFactory services;
    private Socket client;
    private PollingConnection connection;

    @BeforeEach
    void connect() throws Exception {
        SshServer settings = SshServer.setUpDefaultServer();
        services = new PollingTransport(() -> beside(), 2, Thread::new).create(settings);
        IoAcceptor acceptor = services.createAcceptor(new Accepting());
        acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress address =
                (InetSocketAddress) acceptor.getBoundAddresses().iterator().next();
        client = new Socket();
        client.setReceiveBufferSize(FEW_BYTES);
        client.connect(address);
        connection = accepted.get();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        services.close(true).await();
        pool.shutdownNow();
    }

    private static SshThreadPoolExecutor beside() {
        return new SshThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    private byte[] arrives(int count) throws IOException {
        return client.getInputStream().readNBytes(count);
    }

    private IoWriteFuture write(byte[] bytes, int from, int to) throws IOException {
        return connection.writeBuffer(new ByteArrayBuffer(Arrays.copyOfRange(bytes, from, to)));
    }

    @Test
    void what_was_sent_is_written_when_the_call_returns() throws Exception {
        CompletableFuture<IoWriteFuture> written = new CompletableFuture<>();
        connection.sendAndWrite(() -> written.complete(write(MUCH, 0, 1000)));
        assertTrue(written.get().isWritten());
        assertArrayEquals(Arrays.copyOf(MUCH, 1000), arrives(1000));
    }

    @Test
    void packets_of_one_call_arrive_in_their_order() throws Exception {
        connection.sendAndWrite(() -> {
            for (int from = 0; from < 100_000; from += 1000) {
                write(MUCH, from, from + 1000);
            }
        });
        assertArrayEquals(Arrays.copyOf(MUCH, 100_000), arrives(100_000));
    }

    @Test
    void a_packet_that_another_thread_sends_while_one_waits_for_the_client_follows_and_its_sender_does_not_wait()
            throws Exception {
        int last = MUCH.length - 1000;
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                () -> {
                    try {
                        connection.sendAndWrite(() -> {
                            write(MUCH, 0, last);
                            begun.countDown();
                        });
                    } catch (IOException | InterruptedException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                pool);
        begun.await();
        IoWriteFuture behind = write(MUCH, last, MUCH.length);
        assertFalse(waiting.isDone(), "nobody reads");
        assertFalse(behind.isDone());
        assertArrayEquals(MUCH, arrives(MUCH.length));
        waiting.get();
        assertTrue(behind.await());
        assertTrue(behind.isWritten());
    }

    @Test
    void an_interrupt_ends_the_wait_for_the_client_and_fails_the_write() throws Exception {
        CompletableFuture<IoWriteFuture> written = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> connection.sendAndWrite(() -> written.complete(write(MUCH, 0, MUCH.length))));
        assertFalse(Thread.currentThread().isInterrupted());
        assertTrue(written.get().isDone());
        assertFalse(written.get().isWritten());
    }

    @Test
    void a_client_that_is_gone_fails_the_write_and_the_worker_goes_on() throws Exception {
        client.setSoLinger(true, 0);
        client.close();
        CompletableFuture<IoWriteFuture> written = new CompletableFuture<>();
        try {
            connection.sendAndWrite(() -> written.complete(write(MUCH, 0, MUCH.length)));
            assertTrue(written.get().isDone());
            assertFalse(written.get().isWritten());
        } catch (IOException closedBefore) {
            assertFalse(written.isDone());
        }
    }

    @Test
    void a_thread_that_does_not_write_itself_waits_for_nobody() throws Exception {
        IoWriteFuture written = write(MUCH, 0, MUCH.length);
        assertFalse(written.isDone());
        assertEquals(MUCH.length, arrives(MUCH.length).length);
        assertTrue(written.await());
        assertTrue(written.isWritten());
    }

    private final class Accepting implements IoHandler {
        @Override
        public void sessionCreated(IoSession session) {
            accepted.complete((PollingConnection) session);
        }

        @Override
        public void sessionClosed(IoSession session) {}

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            // What a write fails with is told to who began it.
        }

        @Override
        public void messageReceived(IoSession session, Readable message) {}
    }
}
