/** Commands that work on files. */
@NullMarked
package io.anyfs.cli.file;

import org.jspecify.annotations.NullMarked;
