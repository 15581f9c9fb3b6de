package io.anyfs.expose;

import io.anyfs.FileSystem;
import java.io.Closeable;

/**
 * Who logged in, and the filesystem that is served to them. Sessions borrow it; whoever opened it closes it.
 *
 * @param name the user's name
 * @param fileSystem what the user sees, from its root on
 * @param limits what the account may use at once
 * @param lease closed once, when the session that the account was given for has ended or could not begin; so the authenticator
 *     knows when nobody uses the filesystem any more
 */
public record Account(String name, FileSystem fileSystem, AccountLimits limits, Closeable lease) {

    /** An account without limits, whose filesystem stays open until whoever opened it closes it. */
    public Account(String name, FileSystem fileSystem) {
        this(name, fileSystem, AccountLimits.NONE);
    }

    /** An account whose filesystem stays open until whoever opened it closes it. */
    public Account(String name, FileSystem fileSystem, AccountLimits limits) {
        this(name, fileSystem, limits, () -> {});
    }
}
