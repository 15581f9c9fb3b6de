package io.anyfs.expose;

import io.anyfs.FileSystem;

/**
 * Who logged in, and the filesystem that is served to them. Sessions borrow it; whoever opened it closes it.
 *
 * @param name the user's name
 * @param fileSystem what the user sees, from its root on
 */
public record Account(String name, FileSystem fileSystem) {}
