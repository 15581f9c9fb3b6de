/** The anyfs command. */
@NullMarked
package io.anyfs.cli;

import org.jspecify.annotations.NullMarked;
