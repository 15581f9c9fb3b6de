package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** MODE Z. */
@Tag("usually-once")
class DeflateTest {

    @RegisterExtension
    final Served served = new Served(FtpServerBuilder::deflate);

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] inflated(byte[] packed) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }

    private static byte[] sample(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        Arrays.fill(content, bytes / 4, bytes / 2, (byte) 'x');
        return content;
    }

    @Test
    void a_file_goes_there_and_back_compressed() throws IOException {
        try (WireClient client = served.login()) {
            client.say("MODE Z", 200);
            for (int size : new int[] {0, 1, 16 * 1024, 3_000_001}) {
                byte[] content = sample(size);
                client.upload("STOR file", deflated(content), 226);
                assertArrayEquals(content, served.fs().readBytes("/file"));
                byte[] packed = client.download("RETR file");
                assertArrayEquals(content, inflated(packed));
                if (size > 1_000_000) {
                    assertTrue(packed.length < size * 4 / 5, "it was compressed");
                }
            }
            client.say("MODE S", 200);
            assertEquals(3_000_001, client.download("RETR file").length);
        }
    }

    @Test
    void listings_and_text_and_parts_are_compressed_too() throws IOException {
        served.fs().write("/file", "one\ntwo\n");
        try (WireClient client = served.login()) {
            client.say("MODE Z", 200);
            assertEquals("file\r\n", new String(inflated(client.download("NLST")), UTF_8));
            assertTrue(new String(inflated(client.download("MLSD")), UTF_8).endsWith(" file\r\n"));
            client.say("REST 4", 350);
            assertEquals("two\n", new String(inflated(client.download("RETR file")), UTF_8));
            client.say("REST 4", 350);
            client.upload("STOR file", deflated("2\n".getBytes(UTF_8)), 226);
            assertEquals("one\n2\n", served.fs().readString("/file"));
            client.say("TYPE A", 200);
            assertEquals("one\r\n2\r\n", new String(inflated(client.download("RETR file")), UTF_8));
            client.upload("STOR file", deflated("a\r\nb\r\n".getBytes(UTF_8)), 226);
            assertEquals("a\nb\n", served.fs().readString("/file"));
        }
    }

    @Test
    void compressed_data_without_its_end_is_no_file() throws IOException {
        byte[] packed = deflated(sample(100_000));
        try (WireClient client = served.login()) {
            client.say("MODE Z", 200);
            for (int length : new int[] {0, 1, 2, 1_000, packed.length - 5, packed.length - 1}) {
                client.upload("STOR file", Arrays.copyOf(packed, length), 426);
                assertFalse(served.fs().exists("/file"), () -> "cut at " + length);
            }
            client.say("ALLO 100000", 200);
            client.upload("STOR file", Arrays.copyOf(packed, packed.length - 1), 426);
            assertFalse(served.fs().exists("/file"), "though as many bytes came as were announced");
        }
    }

    @Test
    void damaged_data_and_what_comes_behind_its_end_are_no_file() throws IOException {
        byte[] packed = deflated(sample(100_000));
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 1] ^= 1;
        byte[] wrongBytes = packed.clone();
        Arrays.fill(wrongBytes, 500, 600, (byte) 0xff);
        try (WireClient client = served.login()) {
            client.say("MODE Z", 200);
            client.upload("STOR file", wrongSum, 426);
            client.upload("STOR file", Arrays.copyOf(packed, packed.length + 1), 426);
            client.upload("STOR file", "not compressed".getBytes(UTF_8), 426);
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write(wrongBytes);
            } catch (SocketException refused) {
                // The server may have closed it in the middle.
            }
            client.expect(426);
            assertFalse(served.fs().exists("/file"));
            client.say("NOOP", 200);
        }
    }

    @Test
    void more_than_was_announced_is_not_unpacked() throws IOException {
        byte[] bomb = deflated(new byte[64 << 20]);
        try (WireClient client = served.login()) {
            client.say("MODE Z", 200);
            client.say("ALLO 1000", 200);
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write(bomb);
            } catch (SocketException refused) {
                // It is closed as soon as it is too much.
            }
            client.expect(426);
            assertFalse(served.fs().exists("/file"));
        }
    }

    @Test
    void the_level_can_be_chosen() throws IOException {
        byte[] content =
                "The quick brown fox jumps over the lazy dog. ".repeat(5_000).getBytes(UTF_8);
        served.fs().write("/file", new String(content, UTF_8));
        try (WireClient client = served.login()) {
            assertTrue(client.say("FEAT", 211).contains("\n MODE Z\n"));
            assertEquals("200 MODE Z LEVEL is 1", client.say("OPTS MODE Z", 200));
            client.say("MODE Z", 200);
            int fast = client.download("RETR file").length;
            assertEquals("200 MODE Z LEVEL is 9", client.say("OPTS MODE Z LEVEL 9", 200));
            byte[] small = client.download("RETR file");
            assertTrue(small.length < fast, small.length + " and " + fast);
            assertArrayEquals(content, inflated(small));
            for (String bad : new String[] {"LEVEL 0", "LEVEL 10", "LEVEL", "ENGINE ZLIB", "LEVEL x"}) {
                client.say("OPTS MODE Z " + bad, 501);
            }
            client.say("OPTS MODE B", 501);
            assertTrue(client.say("STAT", 211).contains("MODE Z"));
        }
    }

    @Test
    void a_dictionary_is_not_asked_for() throws IOException {
        Deflater deflater = new Deflater();
        deflater.setDictionary("file".getBytes(UTF_8));
        deflater.setInput("file".getBytes(UTF_8));
        deflater.finish();
        byte[] packed = new byte[100];
        int length = deflater.deflate(packed);
        deflater.end();
        try (WireClient client = served.login()) {
            client.say("MODE Z", 200);
            client.upload("STOR file", Arrays.copyOf(packed, length), 426);
            assertFalse(served.fs().exists("/file"));
        }
    }
}
