package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.expose.ftp.tls.TlsSettings;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What old clients are told. The JDK's own client is too careful to ask, so the first message is written here. */
class TlsVersionsTest {

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int PROTOCOL_VERSION = 70;

    @RegisterExtension
    final Served served = new Served(settings -> settings.tls(TlsSettings.of(TlsClient.SERVER)));

    /** A whole ClientHello with all that the server could want (RFC 5246 section 7.4.1.2). */
    private static byte[] clientHello(int minorVersion) {
        byte[] extensions = {
            0,
            10,
            0,
            4,
            0,
            2,
            0,
            23, // supported_groups: secp256r1
            0,
            11,
            0,
            2,
            1,
            0, // ec_point_formats: uncompressed
            0,
            13,
            0,
            4,
            0,
            2,
            4,
            3 // signature_algorithms: ecdsa_secp256r1_sha256
        };
        byte[] ciphers = {
            (byte) 0xc0,
            0x2b, // ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, for TLS 1.2 only
            (byte) 0xc0,
            0x09, // ECDHE_ECDSA_WITH_AES_128_CBC_SHA
            (byte) 0xc0,
            0x0a, // ECDHE_ECDSA_WITH_AES_256_CBC_SHA
            0,
            0x2f // RSA_WITH_AES_128_CBC_SHA
        };
        int body = 2 + 32 + 1 + 2 + ciphers.length + 2 + 2 + extensions.length;
        return ByteBuffer.allocate(5 + 4 + body)
                .put(new byte[] {HANDSHAKE, 3, 1})
                .putShort((short) (4 + body))
                .put(new byte[] {1, 0})
                .putShort((short) body)
                .put(new byte[] {3, (byte) minorVersion})
                .put(new byte[32])
                .put((byte) 0)
                .putShort((short) ciphers.length)
                .put(ciphers)
                .put(new byte[] {1, 0})
                .putShort((short) extensions.length)
                .put(extensions)
                .array();
    }

    private DataInputStream answerTo(WireClient client, byte[] hello) throws IOException {
        client.say("AUTH TLS", 234);
        client.sendRaw(hello);
        return new DataInputStream(client.control().getInputStream());
    }

    /** 1 is TLS 1.0, 2 is TLS 1.1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void versions_before_1_2_are_refused_by_name(int minorVersion) throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            DataInputStream answer = answerTo(client, clientHello(minorVersion));
            assertEquals(ALERT, answer.readUnsignedByte());
            answer.readUnsignedShort();
            assertEquals(2, answer.readUnsignedShort(), "in clear");
            assertEquals(2, answer.readUnsignedByte(), "fatal");
            assertEquals(PROTOCOL_VERSION, answer.readUnsignedByte());
            client.expectClosed();
        }
    }

    @Test
    void the_same_words_begin_a_handshake_of_1_2() throws IOException {
        try (WireClient client = WireClient.connect(served.server())) {
            DataInputStream answer = answerTo(client, clientHello(3));
            assertEquals(HANDSHAKE, answer.readUnsignedByte());
            assertEquals(0x0303, answer.readUnsignedShort());
        }
    }
}
