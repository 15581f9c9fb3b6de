/** Directories of this machine that one process uses at a time. Not for users: this package is not exported. */
@NullMarked
package io.anyfs.cache.lock;

import org.jspecify.annotations.NullMarked;
