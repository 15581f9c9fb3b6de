package io.anyfs.cli.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time as people write them. */
public final class Age {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6})([smhdw])");

    private Age() {}

    /** Reads {@code 90s}, {@code 30m}, {@code 12h}, {@code 7d} or {@code 2w}; {@code null} if it is none of these. */
    public static @Nullable Duration parse(String text) {
        Matcher age = SYNTAX.matcher(text);
        if (!age.matches()) {
            return null;
        }
        long count = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
