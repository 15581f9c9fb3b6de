package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that get no further than the beginning of TLS. Each build tries fewer of them beside those of other servers. */
@Tag("once")
@EnabledIfSystemProperty(named = "anyfs.thorough", matches = "true")
class TlsStrangersTest {

    private static final int STRANGERS = 500;

    @RegisterExtension
    final Served served = new Served(settings -> settings.implicitTls(TlsSettings.of(TlsClient.SERVER))
            .limits(ServiceLimits.DEFAULT.withMaxPendingLogins(1_000, 1_000).withLoginTimeout(Duration.ofSeconds(12))));

    @Test
    void five_hundred_stalled_handshakes_hold_no_thread_stop_no_login_and_end_in_time() throws IOException {
        byte[] half = {22, 3, 1, 1};
        List<WireClient> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < STRANGERS; i++) {
                WireClient stranger = WireClient.connectSilently(served.server().address());
                strangers.add(i % 2 == 0 ? stranger : stranger.sendRaw(half));
            }
            // Whoever comes later is taken in later, so all of them are when this one is.
            try (TlsClient client = TlsClient.connectImplicitly(served.server())) {
                assertTrue(workers() < STRANGERS / 10, "stalled handshakes hold threads");
                client.logIn().upload("STOR file", "content", 226);
            }
            for (WireClient stranger : strangers) {
                stranger.expectClosed();
            }
        } finally {
            for (WireClient stranger : strangers) {
                stranger.close();
            }
        }
        Eventually.holds("nobody is left", () -> served.server().connections() == 0);
        assertEquals("content", served.fs().readString("/file"));
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("anyfs-ftp-worker"))
                .count();
    }
}
