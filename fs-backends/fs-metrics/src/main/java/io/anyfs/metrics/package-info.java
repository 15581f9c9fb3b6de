/** What a storage does, as metrics. */
@NullMarked
package io.anyfs.metrics;

import org.jspecify.annotations.NullMarked;
