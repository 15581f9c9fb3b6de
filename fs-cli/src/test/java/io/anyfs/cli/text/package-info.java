/** How the command speaks. */
@NullMarked
package io.anyfs.cli.text;

import org.jspecify.annotations.NullMarked;
