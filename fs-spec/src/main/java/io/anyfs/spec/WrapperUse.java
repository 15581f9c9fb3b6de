package io.anyfs.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A wrapper with what is set for it. Immutable.
 *
 * @param name what the wrapper is called, such as {@code quota}
 * @param settings what is set, as it would be written; a list has any number of values, all else has one
 */
public record WrapperUse(String name, Map<String, List<String>> settings) {

    /** Keeps the settings from being changed. */
    public WrapperUse {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        settings.forEach((setting, values) -> copy.put(setting, List.copyOf(values)));
        settings = Collections.unmodifiableMap(copy);
    }

    /** A wrapper without settings. */
    public static WrapperUse of(String name) {
        return new WrapperUse(name, Map.of());
    }

    /** This wrapper with a setting: one value, or those of a list. */
    public WrapperUse set(String setting, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(settings);
        more.put(setting, List.of(values));
        return new WrapperUse(name, more);
    }

    /** The name, and of the settings only how they are called: values may be secret. */
    @Override
    public String toString() {
        return name + settings.keySet();
    }
}
