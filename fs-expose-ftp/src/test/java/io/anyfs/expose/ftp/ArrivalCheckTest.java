package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivalCheckTest {

    private final ArrivalCheck arrivals = new ArrivalCheck();
    private SocketChannel server;
    private SocketChannel client;

    @BeforeEach
    void connect() throws IOException {
        InetAddress local = InetAddress.getLoopbackAddress();
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress(local, 0))) {
            client = SocketChannel.open(listening.getLocalAddress());
            server = listening.accept();
            server.configureBlocking(false);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        arrivals.close();
    }

    @Test
    void bytes_are_there_until_they_are_read() throws IOException {
        assertTrue(arrivals.isNothingThere(server));
        client.write(ByteBuffer.wrap(new byte[] {1}));
        Eventually.holds("the byte is there", () -> !arrivals.isNothingThere(server));
        assertEquals(1, server.read(ByteBuffer.allocate(10)));
        assertTrue(arrivals.isNothingThere(server));
    }

    @Test
    void the_end_is_there_for_ever() throws IOException {
        client.shutdownOutput();
        Eventually.holds("the end is there", () -> !arrivals.isNothingThere(server));
        assertEquals(-1, server.read(ByteBuffer.allocate(10)));
        assertFalse(arrivals.isNothingThere(server));
    }

    @Test
    void who_waits_for_the_channel_is_not_disturbed() throws IOException {
        try (Selector other = Selector.open()) {
            SelectionKey key = server.register(other, SelectionKey.OP_READ);
            assertTrue(arrivals.isNothingThere(server));
            client.write(ByteBuffer.wrap(new byte[] {1}));
            Eventually.holds("the byte is there", () -> !arrivals.isNothingThere(server));
            assertEquals(1, other.select());
            assertTrue(key.isReadable());
        }
    }

    @Test
    void nothing_is_told_of_a_channel_that_is_closed_or_waits_and_after_the_end() throws IOException {
        client.configureBlocking(true);
        assertFalse(arrivals.isNothingThere(client));
        assertTrue(arrivals.isNothingThere(server));
        server.close();
        assertFalse(arrivals.isNothingThere(server));
        client.configureBlocking(false);
        arrivals.close();
        assertFalse(arrivals.isNothingThere(client));
    }
}
