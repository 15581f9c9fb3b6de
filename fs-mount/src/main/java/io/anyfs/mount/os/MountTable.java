package io.anyfs.mount.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The kernel's table of mounts, as proc(5) describes {@code /proc/self/mounts}. */
final class MountTable {

    private MountTable() {}

    /**
     * A line of it.
     *
     * @param source what is mounted
     * @param path where
     * @param type the kind of filesystem
     * @param options separated by commas
     */
    record Line(String source, Path path, String type, String options) {

        MountedPlace place() {
            boolean readOnly = List.of(options.split(",", -1)).contains("ro");
            return new MountedPlace(path, source, readOnly, Probe.of(path));
        }
    }

    static List<Line> read(Path table) throws IOException {
        return parse(Files.readString(table, StandardCharsets.UTF_8));
    }

    static List<Line> parse(String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split(" ", -1);
            if (fields.length >= 4) {
                lines.add(new Line(plain(fields[0]), Path.of(plain(fields[1])), fields[2], fields[3]));
            }
        }
        return lines;
    }

    /** Blanks, line ends and backslashes are there as a backslash and three octal digits, a byte each. */
    private static String plain(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\\' && i + 3 < bytes.length) {
                plain.write(Integer.parseInt(new String(bytes, i + 1, 3, StandardCharsets.US_ASCII), 8));
                i += 3;
            } else {
                plain.write(bytes[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }
}
