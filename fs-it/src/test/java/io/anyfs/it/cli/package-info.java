/** The command as a process of its own, started by its launcher, with real clients. */
@NullMarked
package io.anyfs.it.cli;

import org.jspecify.annotations.NullMarked;
