package io.anyfs.lifecycle;

import java.util.Locale;

/**
 * How closely open resources are watched. The ownership tree, and with it the cascade of a close, works at every level.
 *
 * <p>The level of the process comes from the system property {@code anyfs.leakDetection} ({@code off}, {@code sampled},
 * {@code full} or {@code strict}; default {@code sampled}) and can be changed at any time by {@link #use}. A resource
 * keeps the level that it was opened at.
 */
public enum LeakDetection {
    /** A forgotten resource stays open until its owner is closed, and nobody is told. */
    OFF,
    /** A resource that became garbage is closed and reported; one in 64 remembers where it was opened. */
    SAMPLED,
    /** As {@link #SAMPLED}, and every resource remembers where it was opened. */
    FULL,
    /** As {@link #FULL}, and closing an owner fails if something below it was still open. For tests. */
    STRICT;

    private static volatile LeakDetection current = fromProperty();

    /** The level for what is opened from now on. */
    public static LeakDetection current() {
        return current;
    }

    /** Changes the level for what is opened from now on. */
    public static void use(LeakDetection level) {
        current = level;
    }

    private static LeakDetection fromProperty() {
        String level = System.getProperty("anyfs.leakDetection", "sampled");
        try {
            return valueOf(level.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            System.getLogger(LeakDetection.class.getName())
                    .log(System.Logger.Level.WARNING, "unknown leak detection level '" + level + "', using 'sampled'");
            return SAMPLED;
        }
    }
}
