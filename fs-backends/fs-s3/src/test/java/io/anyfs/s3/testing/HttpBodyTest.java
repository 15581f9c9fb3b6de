package io.anyfs.s3.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies whose framing the SDK and the servers seldom use. */
@Tag("once")
class HttpBodyTest {

    private static final String CHUNKED = "PUT /b/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void chunks_end_where_the_last_one_does() throws IOException {
        InputStream in = stream(CHUNKED + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\nnext");
        assertEquals("3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n", relayed(in));
        assertEquals("next", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void faults_count_content_and_not_chunks() throws IOException {
        InputStream in = stream(CHUNKED + "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
        HttpBody body = HttpBody.ofRequest(HttpHead.read(in).orElseThrow());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(Taps.Cut.class, () -> body.relay(in, out, content -> Taps.cutting(content, 4)));
        assertEquals("3\r\nabc\r\n1\r\nd\r\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void an_answer_without_length_ends_with_the_connection() throws IOException {
        InputStream in = stream("HTTP/1.1 200 OK\r\nServer: old\r\n\r\nall the rest");
        HttpBody body = HttpBody.ofAnswer(HttpHead.read(in).orElseThrow(), "GET");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.relay(in, out, content -> content);
        assertEquals("all the rest", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_body_that_ends_early_is_an_error() {
        assertThrows(EOFException.class, () -> relayed(stream("PUT /b/k HTTP/1.1\r\ncontent-length: 4\r\n\r\nabc")));
        assertThrows(EOFException.class, () -> relayed(stream(CHUNKED + "3\r\nabc\r\n")));
    }

    private static String relayed(InputStream in) throws IOException {
        HttpBody body = HttpBody.ofRequest(HttpHead.read(in).orElseThrow());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.relay(in, out, content -> content);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
