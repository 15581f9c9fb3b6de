/** Lines for machines: what logs and other records are made of. */
@NullMarked
package io.anyfs.text;

import org.jspecify.annotations.NullMarked;
