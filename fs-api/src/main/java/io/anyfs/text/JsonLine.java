package io.anyfs.text;

import org.jspecify.annotations.Nullable;

/**
 * One flat JSON object (RFC 8259) on one line, in ASCII: all other characters, and what could break a line or steer a terminal, are
 * escaped. A field whose value is {@code null} is left out. For one thread.
 */
public final class JsonLine {

    private final StringBuilder text = new StringBuilder("{");

    /** An object without fields. */
    public JsonLine() {}

    /** Adds a text. */
    public JsonLine put(String name, @Nullable String value) {
        if (value != null) {
            quote(field(name), value);
        }
        return this;
    }

    /** Adds a number. */
    public JsonLine put(String name, long value) {
        field(name).append(value);
        return this;
    }

    /** The object, without a line end. */
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
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character < 0x20 || character > 0x7e) {
                out.append(String.format("\\u%04x", (int) character));
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }
}
