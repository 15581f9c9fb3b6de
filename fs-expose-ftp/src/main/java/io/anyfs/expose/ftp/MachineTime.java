package io.anyfs.expose.ftp;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as clients write them: {@code YYYYMMDDhhmmss[.fraction]} in UTC (RFC 3659 section 2.3). */
final class MachineTime {

    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(?:\\.(\\d{1,9}))?)?");

    private static final long SECONDS_OF_DAY = 24 * 60 * 60;

    private MachineTime() {}

    /** The time, {@code null} if it is none. Seconds may be missing, as some clients leave them out in SITE UTIME. */
    static @Nullable Instant parse(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        String fraction = time.group(7);
        try {
            return LocalDateTime.of(
                            number(time.group(1)),
                            number(time.group(2)),
                            number(time.group(3)),
                            number(time.group(4)),
                            number(time.group(5)),
                            // A leap second is the last one that there is.
                            time.group(6) == null ? 0 : Math.min(59, number(time.group(6))),
                            fraction == null ? 0 : number((fraction + "00000000").substring(0, 9)))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    /** The time in UTC, to the second: fractions are allowed, but not all clients can read them. */
    static String text(Instant time) {
        long second = time.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
        int ofDay = (int) Math.floorMod(second, SECONDS_OF_DAY);
        // By hand, because a listing has one for each entry, and a formatter takes ten times as long.
        byte[] digits = new byte[14];
        put(digits, 0, 4, Math.max(0, Math.min(9999, date.getYear())));
        put(digits, 4, 2, date.getMonthValue());
        put(digits, 6, 2, date.getDayOfMonth());
        put(digits, 8, 2, ofDay / 3600);
        put(digits, 10, 2, ofDay / 60 % 60);
        put(digits, 12, 2, ofDay % 60);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] digits, int from, int count, int number) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
