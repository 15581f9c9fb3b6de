package io.anyfs.expose;

import io.anyfs.FileSystem;

/**
 * Who logged in, and the filesystem that is served to them. Sessions borrow it; whoever opened it closes it.
 *
 * @param name the user's name
 * @param fileSystem what the user sees, from its root on
 * @param limits what the user may do
 */
public record Account(String name, FileSystem fileSystem, AccountLimits limits) {

    /** A user without limits. */
    public Account(String name, FileSystem fileSystem) {
        this(name, fileSystem, AccountLimits.NONE);
    }
}
