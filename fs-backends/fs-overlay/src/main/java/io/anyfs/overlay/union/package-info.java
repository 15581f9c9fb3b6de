/** Unions: several storages, layered into one view, with changes that are committed or rolled back. */
@NullMarked
package io.anyfs.overlay.union;

import org.jspecify.annotations.NullMarked;
