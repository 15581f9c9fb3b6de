package io.anyfs.cli.text;

import java.util.Locale;

/** Numbers of bytes for humans. {@link io.anyfs.spi.ByteCount} reads what they write. */
public final class ByteSize {

    private static final String PREFIXES = "KMGTP";

    private ByteSize() {}

    /** Three digits at most and a unit of 1024: {@code 0 B}, {@code 1023 B}, {@code 1.5 KiB}, {@code 12 MiB}. */
    public static String human(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = (double) bytes;
        int unit = -1;
        // What would be rounded to 1024 belongs to the next unit.
        while (value >= 1023.5 && unit < PREFIXES.length() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %siB" : "%.0f %siB", value, PREFIXES.charAt(unit));
    }
}
