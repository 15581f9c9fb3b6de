package io.anyfs.bench.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes back.
 *
 * @param pieces the arrays that hold the body, which is shorter by {@code from} at its start and ends after {@code length} bytes
 */
record LeanAnswer(int status, Map<String, String> headers, List<byte[]> pieces, long from, long length) {

    static LeanAnswer of(int status) {
        return new LeanAnswer(status, Map.of(), List.of(), 0, 0);
    }

    static LeanAnswer xml(String root, String content) {
        byte[] text = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + root + ">" + content + "</" + root + ">")
                .getBytes(StandardCharsets.UTF_8);
        return new LeanAnswer(200, Map.of("Content-Type", "application/xml"), List.of(text), 0, text.length);
    }

    LeanAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new LeanAnswer(status, more, pieces, from, length);
    }

    void send(OutputStream out, boolean headOnly) throws IOException {
        StringBuilder head = new StringBuilder(300)
                .append("HTTP/1.1 ")
                .append(status)
                .append(" -\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!headOnly) {
            long start = from;
            long left = length;
            for (byte[] piece : pieces) {
                int count = (int) Math.min(left, Math.max(0, piece.length - start));
                if (count > 0) {
                    out.write(piece, (int) start, count);
                    left -= count;
                }
                start = Math.max(0, start - piece.length);
            }
        }
        out.flush();
    }
}
