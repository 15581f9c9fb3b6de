package io.anyfs.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be set of a storage or a wrapper.
 *
 * @param name in camel case, such as {@code maxBytes}
 * @param type what its values are
 * @param description one line for humans, with the unit where there is one
 * @param choices the values of a {@link Type#CHOICE}; else empty
 * @param standard what it is unless it is set, as it would be written; {@code null} if there is nothing
 * @param required whether it has to be set
 */
public record Setting(
        String name,
        Type type,
        String description,
        List<String> choices,
        @Nullable String standard,
        boolean required) {

    /** What can be written. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A whole number, 0 or more. */
        NUMBER,
        /** A number with a fraction, such as {@code 0.5}. */
        DECIMAL,
        /** An amount of bytes, such as {@code 64MiB}; see {@link ByteCount}. */
        BYTES,
        /** A span of time, such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 12h} or {@code 7d}. */
        DURATION,
        /** {@code true} or {@code false}. */
        FLAG,
        /** One of a few words. */
        CHOICE,
        /** Texts, in a URL separated by commas. */
        LIST,
        /** A secret: {@code env:NAME} for an environment variable, {@code file:PATH} for what a file holds, or {@code value:TEXT}. */
        SECRET
    }

    /** Keeps the choices from being changed. */
    public Setting {
        choices = List.copyOf(choices);
    }

    /** A setting that may be left out. */
    public static Setting of(String name, Type type, String description) {
        return new Setting(name, type, description, List.of(), null, false);
    }

    /** A choice between a few words. */
    public static Setting choice(String name, String description, String... choices) {
        return new Setting(name, Type.CHOICE, description, List.of(choices), null, false);
    }

    /** This setting with what it is unless it is set. */
    public Setting withStandard(String value) {
        return new Setting(name, type, description, choices, value, required);
    }

    /** This setting, which has to be set. */
    public Setting asRequired() {
        return new Setting(name, type, description, choices, null, true);
    }
}
