package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who says nothing over TLS is sent away as in clear, and who is slow is not. */
@Tag("usually-once")
class TlsTimeoutsTest {

    private static final TlsSettings TLS = TlsSettings.of(TlsClient.SERVER);

    @Nested
    class WithLittlePatienceForSessions {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS)
                .limits(ServiceLimits.DEFAULT.withIdleTimeout(Duration.ofSeconds(2)))
                .stallTimeout(Duration.ofSeconds(20)));

        @Test
        void a_silent_session_is_cut_and_one_whose_transfer_is_slow_is_not() throws IOException {
            try (TlsClient slow = TlsClient.login(served.server())) {
                Socket data = slow.openData();
                slow.wire.say("STOR file", 150);
                try (SSLSocket secure = slow.protect(data)) {
                    secure.getOutputStream().write('a');
                    // Begins after the other's last word, so the other says nothing for longer.
                    try (TlsClient silent = TlsClient.login(served.server())) {
                        silent.wire.expect(421);
                        silent.wire.expectClosed();
                    }
                    secure.getOutputStream().write('b');
                }
                slow.wire.expect(226);
            }
            assertEquals("ab", served.fs().readString("/file"));
        }
    }

    @Nested
    class WithLittlePatienceForTransfers {

        @RegisterExtension
        final Served served = new Served(settings -> settings.tls(TLS).stallTimeout(Duration.ofMillis(400)));

        @Test
        void a_stalled_upload_is_ended_and_publishes_nothing() throws IOException {
            try (TlsClient client = TlsClient.login(served.server())) {
                Socket data = client.openData();
                client.wire.say("STOR file", 150);
                try (SSLSocket secure = client.protect(data)) {
                    secure.getOutputStream().write(new byte[100_000]);
                    String reply = client.wire.expect(426);
                    assertTrue(reply.contains("nothing moved"), reply);
                }
                requireSessionOnly();
                client.wire.say("NOOP", 200);
            }
            assertFalse(served.fs().exists("/file"));
        }

        @Test
        void a_stalled_download_is_ended() throws IOException {
            served.fs().write("/big", new byte[64 << 20]);
            try (TlsClient client = TlsClient.login(served.server())) {
                Socket data = client.openData();
                client.wire.say("RETR big", 150);
                client.protect(data);
                String reply = client.wire.expect(426);
                assertTrue(reply.contains("nothing moved"), reply);
                requireSessionOnly();
                client.wire.say("NOOP", 200);
                data.close();
            }
        }

        private void requireSessionOnly() {
            Eventually.holds(
                    () -> served.fs().openResources().size() == 1,
                    () -> "not only the session is open: " + served.fs().openResources());
        }
    }
}
