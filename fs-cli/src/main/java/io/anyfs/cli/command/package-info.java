/** What all commands are made of: where they run, how they fail, how they name places. */
@NullMarked
package io.anyfs.cli.command;

import org.jspecify.annotations.NullMarked;
