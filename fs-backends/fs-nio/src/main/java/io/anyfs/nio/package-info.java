/**
 * Storages as {@code java.nio.file} filesystems, so that every library that takes a {@link java.nio.file.Path} works on them:
 * {@link io.anyfs.nio.NioFileSystems}.
 */
@NullMarked
package io.anyfs.nio;

import org.jspecify.annotations.NullMarked;
