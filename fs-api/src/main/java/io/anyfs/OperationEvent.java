package io.anyfs;

import org.jspecify.annotations.Nullable;

/**
 * One operation that ended.
 *
 * @param operation what was done; {@link Operation#READ} and {@link Operation#WRITE} are told once, when the handle is
 *     closed, aborted or committed
 * @param path where
 * @param target where to, for a move or a copy
 * @param backend the backend's name
 * @param nanos how long it took, in nanoseconds; for READ and WRITE how long the handle was open
 * @param bytes how many bytes went through, for READ and WRITE; else 0
 * @param failure why it failed; {@code null} if it did not
 */
public record OperationEvent(
        Operation operation,
        FsPath path,
        @Nullable FsPath target,
        String backend,
        long nanos,
        long bytes,
        @Nullable Throwable failure) {}
