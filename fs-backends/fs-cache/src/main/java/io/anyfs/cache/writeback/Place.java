package io.anyfs.cache.writeback;

import io.anyfs.FsPath;
import io.anyfs.cache.writeback.JournalRecord.Condition;
import io.anyfs.cache.writeback.PendingFile.State;
import org.jspecify.annotations.Nullable;

/**
 * Where a new version goes among those that wait for their upload.
 *
 * @param replaced the version whose place it takes, {@code null} where there is none or that one goes before
 * @param before what {@code replaced} was in
 * @param newest the version that is seen until then
 * @param condition what the storage has to have there
 * @param follows whether another version is stored first
 */
record Place(
        FsPath path,
        @Nullable PendingFile replaced,
        @Nullable State before,
        @Nullable PendingFile newest,
        Condition condition,
        boolean follows) {}
