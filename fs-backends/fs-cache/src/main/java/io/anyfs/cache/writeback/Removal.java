package io.anyfs.cache.writeback;

import io.anyfs.cache.writeback.PendingFile.State;
import org.jspecify.annotations.Nullable;

/**
 * What is held while a file that waits is removed.
 *
 * @param before what the head was in
 */
record Removal(PendingFile head, @Nullable PendingFile next, State before) {}
