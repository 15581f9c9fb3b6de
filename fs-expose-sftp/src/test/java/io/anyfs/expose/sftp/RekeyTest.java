package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.tck.subject.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New keys in the midst of transfers: RFC 4253, section 9. */
@Tag("usually-once")
class RekeyTest {

    private static final int ROUNDS = 4;
    private static final int AT_ONCE = 16;
    private static final int PIECE = 20_000;

    private final byte[] content = new byte[ROUNDS * AT_ONCE * PIECE];
    private final AtomicInteger established = new AtomicInteger();
    private int begun;

    RekeyTest() {
        new Random(3).nextBytes(content);
    }

    /** Begins to agree on new keys. */
    private interface Renewal {
        void begin() throws IOException;
    }

    @Test
    void transfers_survive_new_keys_that_the_server_asks_for() throws IOException {
        try (Served served = Served.memory()) {
            transferBothWays(served, served.login(), served.server::renewKeys);
        }
    }

    @Test
    void transfers_survive_new_keys_that_the_client_asks_for() throws IOException {
        try (Served served = Served.memory()) {
            ClientSession session = served.login();
            transferBothWays(served, session, session::reExchangeKeys);
        }
    }

    private void transferBothWays(Served served, ClientSession session, Renewal renewal) throws IOException {
        session.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session ours, Event event) {
                if (event == Event.KeyEstablished) {
                    established.incrementAndGet();
                }
            }
        });
        SftpWire wire = served.wire(session);
        upload(wire, renewal);
        assertArrayEquals(content, served.files.readBytes("/file"));
        assertArrayEquals(content, download(wire, renewal));
        Eventually.holds("the last keys are there", () -> established.get() == 2 * ROUNDS);
    }

    private void upload(SftpWire wire, Renewal renewal) throws IOException {
        byte[] handle = wire.open("/file", WRITE | CREATE);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < AT_ONCE; i++) {
                int position = (round * AT_ONCE + i) * PIECE;
                renew(i, renewal);
                wire.send(PacketType.WRITE, buffer -> {
                    buffer.putBytes(handle);
                    buffer.putLong(position);
                    buffer.putBytes(Arrays.copyOfRange(content, position, position + PIECE));
                });
            }
            for (int i = 0; i < AT_ONCE; i++) {
                assertEquals(SftpStatus.OK.code(), wire.receive().status());
            }
        }
        assertEquals(SftpStatus.OK.code(), wire.close(handle));
    }

    private byte[] download(SftpWire wire, Renewal renewal) throws IOException {
        byte[] handle = wire.open("/file", READ);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < AT_ONCE; i++) {
                int position = (round * AT_ONCE + i) * PIECE;
                renew(i, renewal);
                wire.send(PacketType.READ, buffer -> {
                    buffer.putBytes(handle);
                    buffer.putLong(position);
                    buffer.putUInt(PIECE);
                });
            }
            for (int i = 0; i < AT_ONCE; i++) {
                all.write(wire.receive().data());
            }
        }
        return all.toByteArray();
    }

    /** In the midst of a round. The keys before were taken by both, or there would be no exchange to begin. */
    private void renew(int request, Renewal renewal) throws IOException {
        if (request == AT_ONCE / 2) {
            Eventually.holds("the keys before are there", () -> established.get() == begun);
            renewal.begin();
            begun++;
        }
    }
}
