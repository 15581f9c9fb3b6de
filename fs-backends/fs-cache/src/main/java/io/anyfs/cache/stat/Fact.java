package io.anyfs.cache.stat;

import io.anyfs.FileInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a storage said of a path.
 *
 * @param info the facts; {@code null} if nothing is there
 * @param asked when it was asked, in nanoseconds
 */
record Fact(@Nullable FileInfo info, long asked) {}
