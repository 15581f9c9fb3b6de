package io.anyfs.s3.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The start line and the headers of an HTTP/1.1 message (RFC 9112, section 2.1), kept as they came.
 *
 * @param text all of it, with the empty line at its end; one character for each byte
 * @param lines the same without line ends
 */
record HttpHead(String text, List<String> lines) {

    private static final int LONGEST = 64 * 1024;

    /** Reads a head; empty if the stream ends before its first byte. */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        int lineLength = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return Optional.empty();
                }
                throw new EOFException("The stream ended in a head");
            }
            bytes.write(next);
            if (bytes.size() > LONGEST) {
                throw new IOException("A head of more than " + LONGEST + " bytes");
            }
            if (next != '\n') {
                lineLength += next == '\r' ? 0 : 1;
            } else if (lineLength > 0) {
                lineLength = 0;
            } else {
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                return Optional.of(new HttpHead(
                        text, text.lines().takeWhile(line -> !line.isEmpty()).toList()));
            }
        }
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String method() {
        return startWord(0);
    }

    String target() {
        return startWord(1);
    }

    int status() {
        return Integer.parseInt(startWord(1));
    }

    /** The value of the first header of this name. */
    Optional<String> header(String name) {
        String start = name + ":";
        return lines.stream()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    boolean has(String name, String value) {
        return header(name).filter(value::equalsIgnoreCase).isPresent();
    }

    private String startWord(int index) {
        return lines.get(0).split(" ", 3)[index];
    }
}
