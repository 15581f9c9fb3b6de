package io.anyfs.spi;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was written for the settings of a storage or a wrapper: checked when it is made, so that reading it does not fail but
 * for a secret that is not where it should be. {@link #toString} names the settings and hides what they are. Immutable.
 */
public final class SettingValues {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,15})\\s?(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private final Map<String, Setting> settings;
    private final Map<String, List<String>> written;

    private SettingValues(Map<String, Setting> settings, Map<String, List<String>> written) {
        this.settings = settings;
        this.written = written;
    }

    /**
     * Checks what was written.
     *
     * @param owner whose settings they are, for messages, such as {@code quota}
     * @param settings which there are
     * @param written the values by name; a list may have any number, all else has one
     * @throws IllegalArgumentException if there is no such setting, a value is not of its type, or a required one is missing; the
     *     message says what to write instead, and repeats no secret
     */
    public static SettingValues of(String owner, List<Setting> settings, Map<String, List<String>> written) {
        Map<String, Setting> known = new LinkedHashMap<>();
        settings.forEach(setting -> known.put(setting.name(), setting));
        for (Map.Entry<String, List<String>> value : written.entrySet()) {
            Setting setting = known.get(value.getKey());
            if (setting == null) {
                throw new IllegalArgumentException(unknown(owner, value.getKey(), known.keySet()));
            }
            check(owner, setting, value.getValue());
        }
        for (Setting setting : settings) {
            if (setting.required() && !written.containsKey(setting.name())) {
                throw new IllegalArgumentException(owner + " needs " + setting.name() + ": " + setting.description());
            }
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        written.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return new SettingValues(known, copy);
    }

    /** Whether it was written. */
    public boolean has(String name) {
        return written.containsKey(setting(name).name());
    }

    /** A text or a choice; {@code null} if it was not written and nothing is standard. */
    public @Nullable String text(String name) {
        Setting setting = setting(name);
        List<String> values = written.get(name);
        return values == null ? setting.standard() : values.get(0);
    }

    /** A text or a choice that is required or has a standard. */
    public String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalStateException(name + " is neither required nor has it a standard");
        }
        return text;
    }

    /** A choice as the constant of an enum that is called so, {@code -} for {@code _}. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, requiredText(name).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** A number; {@code otherwise} if it was not written and nothing is standard. */
    public long number(String name, long otherwise) {
        String text = text(name);
        return text == null ? otherwise : Long.parseLong(text);
    }

    /** A decimal; {@code otherwise} if it was not written and nothing is standard. */
    public double decimal(String name, double otherwise) {
        String text = text(name);
        return text == null ? otherwise : new BigDecimal(text).doubleValue();
    }

    /** An amount of bytes; {@code otherwise} if it was not written and nothing is standard. */
    public long bytes(String name, long otherwise) {
        String text = text(name);
        return text == null ? otherwise : ByteCount.parse(text);
    }

    /** A span of time; {@code null} if it was not written and nothing is standard. */
    public @Nullable Duration duration(String name) {
        String text = text(name);
        return text == null ? null : span(text);
    }

    /** A flag; {@code false} if it was not written and nothing is standard. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** A list; empty if it was not written. */
    public List<String> list(String name) {
        return written.getOrDefault(setting(name).name(), List.of());
    }

    /**
     * A secret, from where it is kept; {@code null} if it was not written. What a file holds is taken without white space at its end.
     *
     * @throws IOException if the variable is not set or the file cannot be read
     */
    public @Nullable String secret(String name) throws IOException {
        String text = text(name);
        return text == null ? null : SecretSource.parse(text).read();
    }

    @Override
    public String toString() {
        return written.keySet().toString();
    }

    private Setting setting(String name) {
        Setting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalStateException("there is no setting " + name);
        }
        return setting;
    }

    private static String unknown(String owner, String name, Iterable<String> known) {
        List<String> names = new ArrayList<>();
        known.forEach(names::add);
        String closest = Suggestion.closest(name, names);
        return owner + " knows no setting '" + name + "'"
                + (closest == null
                        ? names.isEmpty() ? "; it has none" : "; it knows " + String.join(", ", names)
                        : "; did you mean " + closest + "?");
    }

    private static void check(String owner, Setting setting, List<String> values) {
        if (setting.type() == Setting.Type.LIST) {
            return;
        }
        if (values.size() != 1) {
            throw new IllegalArgumentException(owner + ": " + setting.name() + " takes one value");
        }
        try {
            check(setting, values.get(0));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(owner + ": " + setting.name() + " " + invalid.getMessage(), invalid);
        }
    }

    private static void check(Setting setting, String value) {
        switch (setting.type()) {
            case TEXT, LIST -> {}
            case NUMBER -> require(value.matches("\\d{1,18}"), "must be a whole number, 0 or more: " + value);
            case DECIMAL -> require(value.matches("\\d{1,9}(\\.\\d{1,9})?"), "must be a number, such as 0.5: " + value);
            case BYTES -> ByteCount.parse(value);
            case DURATION -> span(value);
            case FLAG -> require(value.matches("true|false"), "must be true or false: " + value);
            case CHOICE -> {
                String closest = Suggestion.closest(value, setting.choices());
                require(
                        setting.choices().contains(value),
                        "must be " + String.join(" or ", setting.choices()) + ": " + value
                                + (closest == null ? "" : "; did you mean " + closest + "?"));
            }
            case SECRET -> SecretSource.parse(value);
        }
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Duration span(String text) {
        Matcher span = SPAN.matcher(text.trim());
        if (!span.matches()) {
            throw new IllegalArgumentException("must be a span of time, such as 500ms, 30s, 5m, 12h or 7d: " + text);
        }
        try {
            return Duration.of(Long.parseLong(span.group(1)), UNITS.get(span.group(2)));
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("is a longer time than there can be: " + text, tooLong);
        }
    }
}
