/** Operations on whole trees, each in a class of its own: walk, glob, copy, mirror, compare, delete, measure. */
@NullMarked
package io.anyfs.tree;

import org.jspecify.annotations.NullMarked;
