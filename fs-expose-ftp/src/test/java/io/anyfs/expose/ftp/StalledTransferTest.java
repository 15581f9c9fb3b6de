package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transfers in which nothing moves are ended. Apart from those that move, which a short time-out could end too. */
class StalledTransferTest {

    private static final byte[] PART = new byte[300_000];

    @RegisterExtension
    final Served served = new Served(
            settings -> settings.stallTimeout(Duration.ofMillis(400)).connectTimeout(Duration.ofMillis(400)));

    /** Begins an upload, of which a part has arrived. */
    private Socket begun(WireClient client) throws IOException {
        Socket data = client.passive();
        client.say("STOR file", 150);
        data.getOutputStream().write(PART);
        return data;
    }

    @Test
    void a_stalled_upload_is_ended_and_publishes_nothing() throws Exception {
        try (WireClient client = served.login();
                Socket data = begun(client)) {
            assertTrue(client.expect(426).contains("nothing moved"));
            assertEquals(-1, endOf(data));
            requireSessionOnly();
            assertFalse(served.fs().exists("/file"));
        }
    }

    @Test
    void a_stalled_download_is_ended() throws Exception {
        served.fs().write("/big", new byte[64 << 20]);
        try (WireClient client = served.login();
                Socket data = client.passive()) {
            client.say("RETR big", 150);
            assertTrue(client.expect(426).contains("nothing moved"));
            requireSessionOnly();
            assertFalse(data.isClosed());
        }
    }

    @Test
    void a_data_connection_that_never_comes_is_given_up() throws Exception {
        try (WireClient client = served.login()) {
            client.passivePort();
            client.say("STOR file", 150);
            client.expect(425);
            client.say("NOOP", 200);
            assertFalse(served.fs().exists("/file"));
        }
    }

    private void requireSessionOnly() {
        Eventually.holds(
                () -> served.fs().openResources().size() == 1,
                () -> "not only the session is open: " + served.fs().openResources());
    }

    /** -1 for an orderly or a reset end. */
    private static int endOf(Socket data) throws IOException {
        try {
            return data.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }
}
