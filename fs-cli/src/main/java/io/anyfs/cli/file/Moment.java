package io.anyfs.cli.file;

import io.anyfs.cli.text.Age;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads points in time as people write them. */
final class Moment {

    /** In the zone of the user where none is given. */
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());

    private Moment() {}

    /**
     * Reads an age ({@code 90s}, {@code 30m}, {@code 12h}, {@code 7d}, {@code 2w}) or a date or time in ISO 8601
     * ({@code 2025-01-31}, {@code 2025-01-31T10:00}, {@code 2025-01-31T10:00:00Z}); {@code null} if it is neither.
     */
    static @Nullable Instant parse(String text, Instant now) {
        Duration age = Age.parse(text);
        if (age != null) {
            return now.minus(age);
        }
        for (Function<String, Instant> form : FORMS) {
            try {
                return form.apply(text);
            } catch (DateTimeParseException otherForm) {
                // The next one may fit.
            }
        }
        return null;
    }
}
