package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.ftp.InflateSource.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** How much may come out of how little. */
class InflateSourceTest {

    private static final int MEBIBYTE = 1 << 20;

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** How many bytes come out of what a client sends. */
    private static long unpack(byte[] packed, Limits limits) throws IOException {
        assertTrue(packed.length < 64 * 1024, "it waits in the socket, nobody reads while it is sent");
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SystemThreads systemThreads = new SystemThreads();
                DataConnection data = new ClearDataConnection(listener.accept(), systemThreads);
                InflateSource source = new InflateSource(data, new Transfer("STOR"), limits)) {
            client.write(ByteBuffer.wrap(packed));
            client.shutdownOutput();
            long bytes = 0;
            ByteBuffer target = ByteBuffer.allocate(16 * 1024);
            for (int read = source.read(target); read >= 0; read = source.read(target.clear())) {
                bytes += read;
            }
            return bytes;
        }
    }

    @Test
    void what_is_blown_up_too_much_is_refused_past_the_free_bytes_only() throws IOException {
        byte[] zeros = deflated(new byte[8 * MEBIBYTE]);
        assertEquals(8L * MEBIBYTE, unpack(zeros, new Limits(8L * MEBIBYTE, 250)));
        DataConnectionException refusal =
                assertThrows(DataConnectionException.class, () -> unpack(zeros, new Limits(4L * MEBIBYTE, 250)));
        assertEquals(552, refusal.reply().code());
    }

    @Test
    void what_is_blown_up_as_usual_is_taken_whatever_its_size() throws IOException {
        byte[] text = new byte[4 * MEBIBYTE];
        Random random = new Random(1);
        for (int i = 0; i < text.length; i += 512) {
            text[i] = (byte) random.nextInt();
        }
        assertEquals(text.length, unpack(deflated(text), new Limits(16 * 1024, 250)));
    }

    @Test
    void a_gibibyte_is_free_and_then_250_times() {
        assertEquals(new Limits(1L << 30, 250), Limits.USUAL);
    }
}
