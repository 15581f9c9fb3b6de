/** Tests of what the documents show: that examples compile, are understood, and do what is said. */
@NullMarked
package io.anyfs.it.docs;

import org.jspecify.annotations.NullMarked;
