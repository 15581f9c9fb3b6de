package io.anyfs.expose.ftp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as clients write them: {@code YYYYMMDDhhmmss[.fraction]} in UTC (RFC 3659 section 2.3). */
final class MachineTime {

    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(?:\\.(\\d{1,9}))?)?");

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

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
