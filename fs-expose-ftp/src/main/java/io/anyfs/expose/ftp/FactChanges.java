package io.anyfs.expose.ftp;

import io.anyfs.AttributeChanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What MFF is to change.
 *
 * @param attributes what is known
 * @param unknown the names of the facts that cannot be changed by anybody
 */
record FactChanges(AttributeChanges attributes, List<String> unknown) {

    private static final int MAX_DIGITS = 9;

    /** Reads {@code fact=value;fact=value}; {@code null} if it is not like that, or a value is impossible. */
    static @Nullable FactChanges parse(String text) {
        AttributeChanges changes = AttributeChanges.NONE;
        List<String> unknown = new ArrayList<>();
        for (String fact : text.split(";", -1)) {
            int equals = fact.indexOf('=');
            if (equals <= 0) {
                return null;
            }
            String value = fact.substring(equals + 1);
            AttributeChanges change;
            switch (fact.substring(0, equals).toLowerCase(Locale.ROOT)) {
                case "modify" -> change = time(value);
                case "unix.mode" -> change = mode(value);
                case "unix.owner" -> change = owner(value);
                case "unix.group" -> change = group(value);
                default -> {
                    unknown.add(fact.substring(0, equals));
                    continue;
                }
            }
            if (change == null) {
                return null;
            }
            changes = changes.and(change);
        }
        return new FactChanges(changes, unknown);
    }

    private static @Nullable AttributeChanges time(String value) {
        Instant time = MachineTime.parse(value);
        return time == null ? null : AttributeChanges.lastModified(time);
    }

    private static @Nullable AttributeChanges mode(String value) {
        Integer mode = number(value, 8);
        return mode == null || mode > 07777 ? null : AttributeChanges.mode(mode);
    }

    private static @Nullable AttributeChanges owner(String value) {
        Integer id = number(value, 10);
        return id == null ? null : new AttributeChanges(null, null, null, id, null);
    }

    private static @Nullable AttributeChanges group(String value) {
        Integer id = number(value, 10);
        return id == null ? null : new AttributeChanges(null, null, null, null, id);
    }

    private static @Nullable Integer number(String digits, int radix) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c < '0' + radix);
        return plain ? Integer.valueOf(digits, radix) : null;
    }
}
