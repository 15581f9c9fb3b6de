/** Commands that look at anyfs itself and at storages. */
@NullMarked
package io.anyfs.cli.check;

import org.jspecify.annotations.NullMarked;
