package io.anyfs.cli.text;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on one line (RFC 8259), in ASCII but for letters: what could steer a terminal or break a line is escaped.
 * A field whose value is {@code null} is left out.
 */
public final class JsonLine {

    private final StringBuilder text = new StringBuilder("{");

    /** A text. */
    public JsonLine put(String name, @Nullable String value) {
        if (value != null) {
            quote(field(name), value);
        }
        return this;
    }

    /** A whole number. */
    public JsonLine put(String name, long value) {
        field(name).append(value);
        return this;
    }

    /** True or false. */
    public JsonLine put(String name, boolean value) {
        field(name).append(value);
        return this;
    }

    /** A time, as in ISO 8601 and in UTC. */
    public JsonLine put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    /** An object in the object. */
    public JsonLine put(String name, @Nullable JsonLine value) {
        if (value != null) {
            field(name).append(value);
        }
        return this;
    }

    /** A list of texts. */
    public JsonLine put(String name, Collection<String> values) {
        field(name).append('[');
        String separator = "";
        for (String value : values) {
            text.append(separator);
            quote(text, value);
            separator = ",";
        }
        text.append(']');
        return this;
    }

    /** A list of objects. */
    public JsonLine putAll(String name, Collection<JsonLine> values) {
        field(name).append('[');
        String separator = "";
        for (JsonLine value : values) {
            text.append(separator).append(value);
            separator = ",";
        }
        text.append(']');
        return this;
    }

    /** The object as text, without a line end. */
    @Override
    public String toString() {
        return text + "}";
    }

    private StringBuilder field(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(text, name);
        return text.append(':');
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Escapes.isUnsafe(character) || isUnpaired(value, i)) {
                        out.append(String.format("\\u%04x", (int) character));
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half a surrogate pair has no form in UTF-8. */
    private static boolean isUnpaired(String value, int index) {
        char character = value.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }
}
