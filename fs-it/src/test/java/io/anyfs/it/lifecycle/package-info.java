/** What is open and who closes it, with real storages. */
@NullMarked
package io.anyfs.it.lifecycle;

import org.jspecify.annotations.NullMarked;
