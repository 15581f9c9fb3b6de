package io.anyfs.spi;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of bytes as people write them: {@code 1048576}, {@code 64MiB}, {@code 1.5G}. */
public final class ByteCount {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)\\s?([kmgtp]?)(i?)b?");

    private ByteCount() {}

    /**
     * The number of bytes: digits, perhaps with a fraction, and a unit {@code k M G T P} for powers of 1000 or {@code Ki Mi Gi Ti Pi}
     * for those of 1024, with or without {@code B}, in either case.
     *
     * @throws IllegalArgumentException if the text is no such amount, or more than a {@code long} holds
     */
    public static long parse(String text) {
        Matcher amount = SYNTAX.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            throw new IllegalArgumentException("not an amount of bytes, such as 1048576, 64MiB or 1.5GB: " + text);
        }
        String prefix = amount.group(2);
        int power = prefix.isEmpty() ? 0 : "kmgtp".indexOf(prefix) + 1;
        BigDecimal unit = BigDecimal.valueOf(amount.group(3).isEmpty() ? 1000 : 1024);
        try {
            return new BigDecimal(amount.group(1))
                    .multiply(unit.pow(power))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("more bytes than there can be: " + text, tooLarge);
        }
    }
}
