/** Files in memory. */
@NullMarked
package io.anyfs.memory;

import org.jspecify.annotations.NullMarked;
