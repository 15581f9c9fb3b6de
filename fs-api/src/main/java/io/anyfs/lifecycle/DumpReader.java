package io.anyfs.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a dump and believes nothing: the file may be cut off, damaged, or no dump at all. */
final class DumpReader {

    /** Above what the writer can produce: 10 fields of escaped text, the stack of 100 calls. */
    private static final int MAX_LINE = 16 * 1024 * 1024;

    private static final int COLUMN_COUNT = DumpWriter.COLUMNS.split("\t", -1).length;

    private final Path file;
    private final BufferedReader reader;
    private final Map<String, String> sameText = new HashMap<>();
    private final Map<String, List<String>> sameStack = new HashMap<>();
    private long line;

    private DumpReader(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    static ResourceDump read(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            return new DumpReader(file, reader).read();
        }
    }

    private ResourceDump read() throws IOException {
        DumpHeader header = header();
        List<DumpedResource> resources = new ArrayList<>();
        Map<ResourceKind, Long> counted = new EnumMap<>(ResourceKind.class);
        for (String text = requireLine(); ; text = requireLine()) {
            if (text.startsWith("#end\t")) {
                requireEnd(text, resources.size());
                break;
            }
            DumpedResource resource = resource(text);
            counted.merge(resource.kind(), 1L, Long::sum);
            resources.add(resource);
        }
        // What the lines say counts; the numbers in the head are for those who read the head alone.
        return new ResourceDump(
                new DumpHeader(
                        header.pid(),
                        header.run(),
                        header.writtenAt(),
                        header.jvm(),
                        header.level(),
                        header.leaks(),
                        counted),
                resources);
    }

    private DumpHeader header() throws IOException {
        String format = nextLine();
        if (format == null || !format.startsWith(DumpWriter.FORMAT + "\t")) {
            throw corrupt(1, "this is no dump of resources: it does not begin with " + DumpWriter.FORMAT);
        }
        String version = format.substring(format.indexOf('\t') + 1);
        if (!version.equals(Integer.toString(DumpWriter.VERSION))) {
            throw corrupt(
                    1,
                    "the dump has format version " + DumpText.escape(version) + ", this program reads version "
                            + DumpWriter.VERSION);
        }
        Map<String, String> fields = new HashMap<>();
        for (String text = requireLine(); !text.equals(DumpWriter.COLUMNS); text = requireLine()) {
            int tab = text.indexOf('\t');
            if (!text.startsWith("#") || tab < 0) {
                throw corrupt(line, "expected a header line, '#name', a tab and a value");
            }
            fields.put(text.substring(1, tab), unescaped(text.substring(tab + 1)));
        }
        return new DumpHeader(
                number(field(fields, "pid")),
                field(fields, "run"),
                instant(field(fields, "written")),
                field(fields, "jvm"),
                field(fields, "level"),
                number(field(fields, "leaks")),
                Map.of());
    }

    private String field(Map<String, String> fields, String name) throws CorruptDumpException {
        String value = fields.get(name);
        if (value == null) {
            throw corrupt(line, "the header lacks '#" + name + "'");
        }
        return value;
    }

    private DumpedResource resource(String text) throws CorruptDumpException {
        String[] columns = text.split("\t", -1);
        if (columns.length != COLUMN_COUNT) {
            throw corrupt(line, "expected " + COLUMN_COUNT + " columns, found " + columns.length);
        }
        long id = number(columns[0]);
        long parent = number(columns[1]);
        if (parent >= id) {
            throw corrupt(line, "the owner " + parent + " is younger than what it owns, " + id);
        }
        return new DumpedResource(
                id,
                parent,
                kind(columns[2]),
                unescaped(columns[3]),
                shared(columns[4]),
                instant(columns[5]),
                Duration.ofMillis(number(columns[6])),
                closing(columns[7]),
                shared(columns[8]),
                stack(columns[9]));
    }

    private static ResourceKind kind(String name) {
        try {
            return ResourceKind.valueOf(name);
        } catch (IllegalArgumentException newer) {
            return ResourceKind.OTHER;
        }
    }

    private boolean closing(String state) throws CorruptDumpException {
        return switch (state) {
            case DumpWriter.OPEN -> false;
            case DumpWriter.CLOSING -> true;
            default -> throw corrupt(line, "expected 'open' or 'closing', found '" + DumpText.escape(state) + "'");
        };
    }

    private List<String> stack(String field) throws CorruptDumpException {
        List<String> known = sameStack.get(field);
        if (known != null) {
            return known;
        }
        List<String> stack =
                field.isEmpty() ? List.of() : List.of(unescaped(field).split("\n", -1));
        sameStack.put(field, stack);
        return stack;
    }

    private String shared(String field) throws CorruptDumpException {
        String known = sameText.get(field);
        if (known == null) {
            known = unescaped(field);
            sameText.put(field, known);
        }
        return known;
    }

    private String unescaped(String field) throws CorruptDumpException {
        String text = DumpText.unescape(field);
        if (text == null) {
            throw corrupt(
                    line, "a backslash must be followed by t, n, r, a backslash or u and four hexadecimal digits");
        }
        return text;
    }

    private long number(String text) throws CorruptDumpException {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // told below
        }
        throw corrupt(line, "expected a number from 0 up, found '" + DumpText.escape(text) + "'");
    }

    private Instant instant(String text) throws CorruptDumpException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw corrupt(line, "expected a time such as 2025-01-01T00:00:00Z, found '" + DumpText.escape(text) + "'");
        }
    }

    private void requireEnd(String text, int found) throws IOException {
        long announced = number(text.substring(text.indexOf('\t') + 1));
        if (announced != found) {
            throw corrupt(line, "the dump ends after " + found + " resources, but says that it holds " + announced);
        }
        if (nextLine() != null) {
            throw corrupt(line, "something follows the end of the dump");
        }
    }

    private String requireLine() throws IOException {
        String text = nextLine();
        if (text == null) {
            throw corrupt(line + 1, "the dump was cut off here: its '#end' line is missing");
        }
        return text;
    }

    /** The next line; {@code null} at the end, also where the last line lacks its line feed. */
    private @Nullable String nextLine() throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    line++;
                    return text.toString();
                }
                if (text.length() == MAX_LINE) {
                    throw corrupt(line + 1, "the line is longer than " + MAX_LINE + " characters");
                }
                text.append((char) c);
            }
        } catch (CharacterCodingException malformed) {
            throw corrupt(line + 1, "this is not UTF-8, here or in the 8 KiB that follow");
        }
        return null;
    }

    private CorruptDumpException corrupt(long where, String reason) {
        return new CorruptDumpException(file, where, reason);
    }
}
