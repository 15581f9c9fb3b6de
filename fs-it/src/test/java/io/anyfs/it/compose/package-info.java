/** Compositions whose storages go wrong. */
@NullMarked
package io.anyfs.it.compose;

import org.jspecify.annotations.NullMarked;
