/**
 * Filesystems mounted into the operating system, so that any program can use them. Needs a provider on the class path; there is
 * one for Linux, {@code anyfs-mount-fuse}.
 */
@NullMarked
package io.anyfs.mount.os;

import org.jspecify.annotations.NullMarked;
