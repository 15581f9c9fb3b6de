package io.anyfs.cli.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes for humans. */
public final class ByteSize {

    private static final Pattern SYNTAX = Pattern.compile("(\\d+)\\s*(?:([kKMGTP])(i?))?B?");
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

    /**
     * Reads {@code 1000}, {@code 10k} or {@code 10kB} (powers of 1000) and {@code 10Ki} or {@code 10KiB} (powers of 1024).
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static long parse(String text) {
        Matcher size = SYNTAX.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size; write bytes, or a number with a unit such as 10kB or 10MiB");
        }
        try {
            long value = Long.parseLong(size.group(1));
            String prefix = size.group(2);
            if (prefix == null) {
                return value;
            }
            long base = size.group(3).isEmpty() ? 1000 : 1024;
            for (int power = PREFIXES.indexOf(prefix.toUpperCase(Locale.ROOT)); power >= 0; power--) {
                value = Math.multiplyExact(value, base);
            }
            return value;
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new IllegalArgumentException("'" + text + "' is too large a size", tooLarge);
        }
    }
}
