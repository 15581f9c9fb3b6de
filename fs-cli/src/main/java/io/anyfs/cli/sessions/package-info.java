/** {@code anyfs sessions}: for the operator of a running server. */
@NullMarked
package io.anyfs.cli.sessions;

import org.jspecify.annotations.NullMarked;
