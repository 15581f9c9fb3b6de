/** How the command speaks: terminals, tables, sizes, JSON, progress. */
@NullMarked
package io.anyfs.cli.text;

import org.jspecify.annotations.NullMarked;
