/** Filesystems that are described and stand for a while, and what to say of them afterwards. */
@NullMarked
package io.anyfs.mount;

import org.jspecify.annotations.NullMarked;
