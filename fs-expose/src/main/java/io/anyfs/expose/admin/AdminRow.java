package io.anyfs.expose.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One row of an answer: named values, on one line with tabs between. What could break a line or steer a terminal is escaped.
 *
 * @param values by their names, in their order
 */
public record AdminRow(Map<String, String> values) {

    /** Copies the values. */
    public AdminRow {
        values = new LinkedHashMap<>(values);
    }

    static AdminRow of(String type) {
        return new AdminRow(Map.of("type", type));
    }

    AdminRow with(String name, Object value) {
        AdminRow more = new AdminRow(values);
        more.values.put(name, value.toString());
        return more;
    }

    /** What sort of row it is. */
    public String type() {
        return get("type");
    }

    /** A value; empty if there is none of this name. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    static AdminRow parse(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : line.split("\t", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                values.put(field.substring(0, equals), unescaped(field.substring(equals + 1)));
            }
        }
        return new AdminRow(values);
    }

    /** As it is sent, without a line end. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + escaped(value.getValue()))
                .collect(Collectors.joining("\t"));
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < 0x20 || character > 0x7e || character == '\\') {
                safe.append(String.format("\\%04x", (int) character));
            } else {
                safe.append(character);
            }
        }
        return safe.toString();
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 4 < text.length()) {
                plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
