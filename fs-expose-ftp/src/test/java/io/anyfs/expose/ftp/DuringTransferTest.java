package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client can say while a transfer runs. */
class DuringTransferTest {

    @RegisterExtension
    final Served served = new Served();

    @Test
    void STAT_tells_the_bytes_so_far_and_NOOP_is_answered_at_once() throws IOException {
        try (WireClient client = served.login()) {
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                client.say("NOOP", 200);
                data.getOutputStream().write(new byte[1000]);
                AtomicReference<String> status = new AtomicReference<>("");
                Eventually.holds(
                        () -> {
                            try {
                                status.set(client.say("STAT", 211));
                            } catch (IOException lost) {
                                throw new UncheckedIOException(lost);
                            }
                            return status.get().contains("STOR /file: 1000 bytes so far");
                        },
                        status::get);
                client.say("NOOP", 200);
            }
            client.expect(226);
            assertTrue(client.say("STAT", 211).contains("no transfer is running"));
            assertEquals(1000, served.fs().stat("/file").size());
        }
    }

    @Test
    void all_else_waits_for_the_end() throws IOException {
        try (WireClient client = served.login()) {
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                client.send("SIZE file");
                client.send("NOOP");
                data.getOutputStream().write(new byte[10]);
            }
            client.expect(226);
            assertEquals("213 10", client.expect(213));
            client.expect(200);
        }
    }

    @Test
    void ABOR_ends_the_transfer_with_two_replies_also_in_the_old_manner_of_Telnet() throws IOException {
        byte[][] ways = {
            "ABOR\r\n".getBytes(UTF_8), {(byte) 255, (byte) 244, (byte) 255, (byte) 242, 'A', 'B', 'O', 'R', '\r', '\n'}
        };
        try (WireClient client = served.login()) {
            for (byte[] way : ways) {
                try (Socket data = client.passive()) {
                    client.say("STOR file", 150);
                    data.getOutputStream().write(new byte[10]);
                    client.sendRaw(way);
                    client.expect(426);
                    client.expect(226);
                }
                assertFalse(served.fs().exists("/file"));
                client.say("NOOP", 200);
            }
            client.say("ABOR", 226);
        }
    }

    @Test
    void STOU_tells_its_name_in_both_replies() throws IOException {
        try (WireClient client = served.login()) {
            String last = client.upload("STOU name", "x".getBytes(UTF_8), 226);
            assertTrue(last.endsWith("; FILE: /name"), last);
            assertEquals("x", served.fs().readString("/name"));
        }
    }
}
