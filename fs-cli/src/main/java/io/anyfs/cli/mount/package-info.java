/** {@code anyfs mount}, {@code anyfs umount} and {@code anyfs mounts}. */
@NullMarked
package io.anyfs.cli.mount;

import org.jspecify.annotations.NullMarked;
