/** The operations on whole trees, on real storages. */
@NullMarked
package io.anyfs.it.tree;

import org.jspecify.annotations.NullMarked;
