/** What users hold: one filesystem API over any storage. Start at {@link io.anyfs.FileSystems}. */
@NullMarked
package io.anyfs;

import org.jspecify.annotations.NullMarked;
