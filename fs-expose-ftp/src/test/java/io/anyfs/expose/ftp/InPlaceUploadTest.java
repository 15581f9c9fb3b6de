package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads that are cut, where the operator wants what arrived. */
class InPlaceUploadTest {

    @RegisterExtension
    final Served served = new Served(settings ->
            settings.uploads(UploadPolicy.IN_PLACE).limits(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO)));

    @Test
    void an_upload_that_is_aborted_can_be_resumed_and_the_client_is_told_from_where() throws IOException {
        served.fs().write("/file", "the old one");
        try (WireClient client = served.login();
                Socket data = begun(client, "0123")) {
            assertEquals("the old one", served.fs().readString("/file"));
            client.send("ABOR");
            String reply = client.expect(426);
            client.expect(226);
            assertTrue(reply.contains("4 bytes are stored"), reply);
            assertTrue(client.say("SIZE file", 213).endsWith(" 4"));

            client.say("REST 4", 350);
            client.upload("STOR file", "456789".getBytes(UTF_8), 226);
            assertEquals("0123456789", served.fs().readString("/file"));
            data.close();
        }
    }

    @Test
    void an_upload_whose_client_is_gone_keeps_what_arrived() throws IOException {
        try (WireClient client = served.login();
                Socket data = begun(client, "part")) {
            WireClient.reset(client.control());
            served.awaitNothingOpen();
            assertEquals("part", served.fs().readString("/file"));
            data.close();
        }
    }

    @Test
    void an_upload_that_is_shorter_than_announced_keeps_what_arrived() throws IOException {
        try (WireClient client = served.login()) {
            client.say("ALLO 10", 200);
            String reply = client.upload("STOR file", "part".getBytes(UTF_8), 426);
            assertTrue(reply.contains("4 bytes are stored"), reply);
            assertEquals("part", served.fs().readString("/file"));
        }
    }

    @Test
    void an_upload_of_which_nothing_came_changes_nothing() throws IOException {
        served.fs().write("/file", "as it was");
        try (WireClient client = served.login();
                Socket data = client.passive()) {
            client.say("STOR file", 150);
            client.send("ABOR");
            String reply = client.expect(426);
            assertTrue(reply.contains("nothing was stored"), reply);
            client.expect(226);
            assertEquals("as it was", served.fs().readString("/file"));
            data.close();
        }
        try (WireClient client = served.login();
                Socket data = client.passive()) {
            client.say("STOR new", 150);
            WireClient.reset(client.control());
            served.awaitNothingOpen();
            assertFalse(served.fs().exists("/new"));
            data.close();
        }
    }

    @Test
    void an_append_keeps_the_old_bytes_and_what_arrived() throws IOException {
        served.fs().write("/file", "begin");
        try (WireClient client = served.login();
                Socket data = client.passive()) {
            client.say("APPE file", 150);
            send(data, " and", 9);
            WireClient.reset(client.control());
            served.awaitNothingOpen();
            assertEquals("begin and", served.fs().readString("/file"));
        }
    }

    @Test
    void the_end_of_the_server_keeps_what_arrived() throws IOException {
        try (WireClient client = served.login();
                Socket data = begun(client, "part")) {
            served.server().close();
            assertEquals("part", served.fs().readString("/file"));
            data.close();
        }
    }

    /** An upload of which some has come for certain. */
    private Socket begun(WireClient client, String text) throws IOException {
        Socket data = client.passive();
        client.say("STOR file", 150);
        send(data, text, text.length());
        return data;
    }

    private void send(Socket data, String text, long size) throws IOException {
        data.getOutputStream().write(text.getBytes(UTF_8));
        Eventually.holds(
                "it has come",
                () -> served.server()
                                .service()
                                .sessions()
                                .get(0)
                                .stat(FsPath.of("/file"))
                                .size()
                        == size);
    }
}
