/** Commands for specs, files that describe trees of storages. */
@NullMarked
package io.anyfs.cli.spec;

import org.jspecify.annotations.NullMarked;
