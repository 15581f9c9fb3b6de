/** {@code anyfs with}: a command that finds what a spec describes. */
@NullMarked
package io.anyfs.cli.with;

import org.jspecify.annotations.NullMarked;
