/** Files in a directory of the local machine. */
@NullMarked
package io.anyfs.local;

import org.jspecify.annotations.NullMarked;
