package io.anyfs.spi;

import java.io.IOException;
import java.util.List;

/**
 * Wraps backends, under a name that URLs ({@code readonly+s3://bucket}) and specs ({@code wrap: [readonly]}) use. Found by
 * {@link java.util.ServiceLoader}. Safe for use by many threads.
 */
public interface WrapperProvider {

    /** What it is called: lower-case letters, such as {@code readonly}. */
    String name();

    /** One line for humans: what it does. */
    String description();

    /** What can be set, in the order in which people should read it. */
    List<Setting> settings();

    /**
     * Wraps a backend. Where it fails, the backend is still the caller's; afterwards the wrapper owns it.
     *
     * @param values those of {@link #settings}, checked
     * @throws IllegalArgumentException if the values make no sense together, with a message that says what to write instead
     * @throws IOException if what the wrapper needs cannot be had, such as a key or a directory
     */
    Backend wrap(Backend inner, SettingValues values) throws IOException;
}
