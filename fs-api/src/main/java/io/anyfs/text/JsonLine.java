package io.anyfs.text;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object (RFC 8259) on one line. What could break a line or steer a terminal is escaped, and for logs all that is not ASCII. A
 * field whose value is {@code null} is left out. For one thread.
 */
public final class JsonLine {

    private final boolean keepsLetters;
    private final StringBuilder text = new StringBuilder("{");

    /** An object without fields, in ASCII. */
    public JsonLine() {
        this(false);
    }

    private JsonLine(boolean keepsLetters) {
        this.keepsLetters = keepsLetters;
    }

    /** An object without fields, in which letters of all languages stay as they are, for people to read. */
    public static JsonLine readable() {
        return new JsonLine(true);
    }

    /** Adds a text. */
    public JsonLine put(String name, @Nullable String value) {
        if (value != null) {
            field(name);
            quote(value);
        }
        return this;
    }

    /** Adds a whole number. */
    public JsonLine put(String name, long value) {
        field(name).append(value);
        return this;
    }

    /** Adds true or false. */
    public JsonLine put(String name, boolean value) {
        field(name).append(value);
        return this;
    }

    /** Adds a time, as in ISO 8601 and in UTC. */
    public JsonLine put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    /** Adds an object, as it is now. */
    public JsonLine put(String name, @Nullable JsonLine value) {
        if (value != null) {
            field(name).append(value);
        }
        return this;
    }

    /** Adds a list of texts. */
    public JsonLine put(String name, Collection<String> values) {
        field(name).append('[');
        String separator = "";
        for (String value : values) {
            text.append(separator);
            quote(value);
            separator = ",";
        }
        text.append(']');
        return this;
    }

    /** Adds a list of objects, as they are now. */
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

    /** The object, without a line end. */
    @Override
    public String toString() {
        return text + "}";
    }

    private StringBuilder field(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        return text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (isEscaped(value, i)) {
                text.append(String.format("\\u%04x", (int) character));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }

    private boolean isEscaped(String value, int index) {
        char character = value.charAt(index);
        if (character >= 0x20 && character <= 0x7e) {
            return false;
        }
        return !keepsLetters || Escapes.isUnsafe(character) || isUnpaired(value, index);
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
