/** Runs the command in this process, on real storages. */
@NullMarked
package io.anyfs.cli;

import org.jspecify.annotations.NullMarked;
