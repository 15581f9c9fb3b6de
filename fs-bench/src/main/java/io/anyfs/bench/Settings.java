package io.anyfs.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the arguments of a comparison say, each as {@code name=value}. */
public final class Settings {

    private final Map<String, String> values = new HashMap<>();

    /** Reads the arguments of a program. */
    public Settings(String[] arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    /** What was given; {@code null} if nothing was. */
    public @Nullable String get(String setting) {
        return values.get(setting);
    }

    /** What was given, or this. */
    public String get(String setting, String otherwise) {
        return values.getOrDefault(setting, otherwise);
    }

    /** The number that was given, or this. */
    public int number(String setting, int otherwise) {
        return Integer.parseInt(get(setting, Integer.toString(otherwise)));
    }

    /** Whether a name is in a list, separated by commas, or the list was not given. */
    public boolean isWanted(String setting, String name) {
        String wanted = values.get(setting);
        return wanted == null || List.of(wanted.split(",", -1)).contains(name);
    }
}
