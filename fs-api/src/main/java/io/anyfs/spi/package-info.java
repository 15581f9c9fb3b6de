/** What storage authors implement. Users of filesystems need nothing from here. */
@NullMarked
package io.anyfs.spi;

import org.jspecify.annotations.NullMarked;
