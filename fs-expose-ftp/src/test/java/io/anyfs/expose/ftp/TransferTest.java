package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransferTest {

    @RegisterExtension
    final Served served = new Served();

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private byte[] stored(String path) throws IOException {
        return served.fs().readBytes(path);
    }

    @Test
    void a_file_goes_there_and_back_in_passive_and_active_mode() throws IOException {
        for (boolean passive : new boolean[] {true, false}) {
            FTPClient client = new FTPClient();
            client.connect(
                    served.server().address().getAddress(),
                    served.server().address().getPort());
            assertTrue(client.login("alice", "secret"));
            assertTrue(client.setFileType(FTP.BINARY_FILE_TYPE));
            if (passive) {
                client.enterLocalPassiveMode();
            }
            byte[] content = random(3_000_001);
            assertTrue(client.storeFile("/file", new ByteArrayInputStream(content)));
            assertArrayEquals(content, stored("/file"));
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            assertTrue(client.retrieveFile("/file", back));
            assertArrayEquals(content, back.toByteArray());
            assertEquals(content.length, client.mlistFile("/file").getSize());
            assertEquals("file", client.listFiles("/")[0].getName());
            assertTrue(client.logout());
            client.disconnect();
        }
    }

    @Test
    void an_empty_file_is_stored_and_sent() throws IOException {
        try (WireClient client = served.login()) {
            client.upload("STOR empty", new byte[0], 226);
            assertEquals(0, stored("/empty").length);
            assertEquals(0, client.download("RETR empty").length);
        }
    }

    @Test
    void a_download_starts_where_REST_says() throws IOException {
        byte[] content = random(100_000);
        try (WireClient client = served.login()) {
            client.upload("STOR file", content, 226);
            client.say("REST 99990", 350);
            assertArrayEquals(Arrays.copyOfRange(content, 99_990, 100_000), client.download("RETR file"));
            assertEquals(100_000, client.download("RETR file").length, "REST is used up");
            client.say("REST 100000", 350);
            assertEquals(0, client.download("RETR file").length);
            client.say("REST 100001", 350);
            client.passive().close();
            client.say("RETR file", 554);
        }
    }

    @Test
    void an_upload_goes_on_where_REST_says_and_what_was_behind_is_gone() throws IOException {
        try (WireClient client = served.login()) {
            client.upload("STOR file", "0123456789".getBytes(UTF_8), 226);
            client.say("REST 4", 350);
            client.upload("STOR file", "ab".getBytes(UTF_8), 226);
            assertEquals("0123ab", served.fs().readString("/file"));
            client.say("REST 6", 350);
            client.upload("STOR file", "cd".getBytes(UTF_8), 226);
            assertEquals("0123abcd", served.fs().readString("/file"));
            client.say("REST 9", 350);
            client.passive().close();
            client.say("STOR file", 554);
            client.say("REST 1", 350);
            client.passive().close();
            client.say("STOR missing", 550);
            assertFalse(served.fs().exists("/missing"));
        }
    }

    @Test
    void a_resumed_upload_that_is_cut_leaves_the_old_file_whole() throws IOException, InterruptedException {
        try (WireClient client = served.login()) {
            client.upload("STOR file", "0123456789".getBytes(UTF_8), 226);
            client.say("REST 4", 350);
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write("ab".getBytes(UTF_8));
                WireClient.reset(data);
            }
            client.expect(426);
            assertEquals("0123456789", served.fs().readString("/file"));
        }
    }

    @Test
    void APPE_adds_to_a_file_and_makes_a_missing_one() throws IOException {
        try (WireClient client = served.login()) {
            client.upload("APPE log", "one".getBytes(UTF_8), 226);
            client.upload("APPE log", "two".getBytes(UTF_8), 226);
            assertEquals("onetwo", served.fs().readString("/log"));
        }
    }

    @Test
    void STOU_makes_a_new_file_each_time_and_tells_its_name() throws IOException {
        served.fs().write("/name", "old");
        try (WireClient client = served.login()) {
            try (Socket data = client.passive()) {
                String opening = client.say("STOU name", 150);
                String path = opening.substring(opening.indexOf("FILE: ") + 6);
                data.getOutputStream().write("new".getBytes(UTF_8));
                data.shutdownOutput();
                client.expect(226);
                assertTrue(path.startsWith("/name."), path);
                assertEquals("new", served.fs().readString(path));
            }
            client.upload("STOU", "x".getBytes(UTF_8), 226);
        }
        assertEquals("old", served.fs().readString("/name"));
        assertEquals(3, served.fs().entries(io.anyfs.FsPath.ROOT).size());
    }

    @Test
    void text_has_CRLF_on_the_wire_and_LF_in_the_storage() throws IOException {
        try (WireClient client = served.login()) {
            client.say("TYPE A", 200);
            client.upload("STOR text", "one\r\ntwo\r\n\r\nthree\rfour\r".getBytes(UTF_8), 226);
            assertEquals("one\ntwo\n\nthree\rfour\r", served.fs().readString("/text"));
            served.fs().write("/text", "one\ntwo\r\n\n");
            assertEquals("one\r\ntwo\r\n\r\n", client.downloadText("RETR text"));
            client.say("TYPE I", 200);
            assertEquals("one\ntwo\r\n\n", client.downloadText("RETR text"));
        }
    }

    @Test
    void text_is_converted_across_the_borders_of_buffers() throws IOException {
        String lines = "x\r\n".repeat(100_000);
        try (WireClient client = served.login()) {
            client.say("TYPE A", 200);
            client.upload("STOR text", lines.getBytes(UTF_8), 226);
            assertEquals("x\n".repeat(100_000), served.fs().readString("/text"));
            assertEquals(lines, client.downloadText("RETR text"));
        }
    }

    @Test
    void active_mode_connects_back_to_the_client() throws IOException {
        served.fs().write("/file", "content");
        try (WireClient client = served.login();
                ServerSocket mine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = mine.getLocalPort();
            client.say("PORT 127,0,0,1," + (port >> 8) + "," + (port & 255), 200);
            client.say("RETR file", 150);
            try (Socket data = mine.accept()) {
                assertEquals("content", new String(data.getInputStream().readAllBytes(), UTF_8));
            }
            client.expect(226);
            client.say("EPRT |1|127.0.0.1|" + port + "|", 200);
            client.say("RETR file", 150);
            try (Socket data = mine.accept()) {
                assertEquals("content", new String(data.getInputStream().readAllBytes(), UTF_8));
            }
            client.expect(226);
        }
    }

    @Test
    void the_announced_size_is_what_must_come() throws IOException {
        try (WireClient client = served.login()) {
            client.say("ALLO 5", 200);
            client.upload("STOR file", "12345".getBytes(UTF_8), 226);
            for (String wrong : new String[] {"1234", "123456", ""}) {
                client.say("ALLO 5 R 10", 200);
                client.upload("STOR file", wrong.getBytes(UTF_8), 426);
            }
            assertEquals("12345", served.fs().readString("/file"));
            client.upload("STOR file", "1".getBytes(UTF_8), 226);
            assertEquals("1", served.fs().readString("/file"), "ALLO is used up");
            client.say("ALLO 3", 200);
            client.say("REST 1", 350);
            client.upload("STOR file", "23".getBytes(UTF_8), 226);
            assertEquals(
                    "123", served.fs().readString("/file"), "the announced size of a resumed file may be the whole");
        }
    }

    @Test
    void the_uploading_client_sees_its_file_grow_and_nobody_else_does() throws IOException, InterruptedException {
        try (WireClient client = served.login();
                WireClient other = served.login()) {
            try (Socket data = client.passive()) {
                client.say("STOR file", 150);
                data.getOutputStream().write(new byte[1000]);
                other.say("SIZE file", 550);
            }
            client.expect(226);
            other.say("SIZE file", 213);
        }
    }

    @Test
    void a_transfer_without_a_data_connection_is_refused() throws IOException {
        try (WireClient client = served.login()) {
            client.say("RETR file", 425);
            client.say("STOR file", 425);
            client.say("LIST", 425);
            client.say("MLSD", 425);
            assertFalse(served.fs().exists("/file"));
        }
    }

    @Test
    void an_error_uses_the_passive_port_up() throws IOException {
        try (WireClient client = served.login()) {
            client.passive().close();
            client.say("RETR missing", 550);
            client.say("RETR missing", 425);
        }
    }

    @Test
    void MFMT_sets_the_time_that_MDTM_tells() throws IOException {
        try (WireClient client = served.login()) {
            client.upload("STOR file", new byte[1], 226);
            assertEquals("213 Modify=20010203040506; /file", client.say("MFMT 20010203040506 file", 213));
            assertEquals("213 20010203040506", client.say("MDTM file", 213));
            FileInfo info = served.fs().stat("/file");
            assertEquals("2001-02-03T04:05:06Z", info.lastModified().toString());
            client.say("MFMT 20011303040506 file", 501);
            client.say("MFMT 20010203040506 missing", 550);
        }
    }
}
