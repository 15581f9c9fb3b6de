package io.anyfs.overlay.audit;

import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.overlay.audit.AuditOptions.OnFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes records of operations and keeps them, as far as the sink takes them. */
record Auditor(AuditSink sink, AuditOptions options, AtomicLong lost) {

    /** An operation without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Does something and records how it ended. */
    void act(Operation operation, FsPath path, @Nullable String target, Action action) throws IOException {
        long begin = System.nanoTime();
        try {
            action.run();
        } catch (IOException | RuntimeException | Error failure) {
            failed(operation, path, target, 0, begin, failure);
            throw failure;
        }
        done(operation, path, target, 0, begin, null);
    }

    /** Records what was done. Where that is not possible and not to be ignored, it says so. */
    void done(
            Operation operation, FsPath path, @Nullable String target, long bytes, long begin, @Nullable String sha256)
            throws IOException {
        try {
            sink.write(record(operation, path, target, bytes, begin, null, sha256));
        } catch (IOException | RuntimeException unwritten) {
            lost.incrementAndGet();
            if (options.onFailure() == OnFailure.REFUSE) {
                FileSystemException failure =
                        new FileSystemException(path.toString(), null, "it was done, but cannot be recorded");
                failure.initCause(unwritten);
                throw failure;
            }
        }
    }

    /** Records a failure, which is what the caller is told, whether it can be recorded or not. */
    void failed(Operation operation, FsPath path, @Nullable String target, long bytes, long begin, Throwable failure) {
        try {
            sink.write(record(operation, path, target, bytes, begin, ErrorKind.of(failure), null));
        } catch (IOException | RuntimeException unwritten) {
            lost.incrementAndGet();
            failure.addSuppressed(unwritten);
        }
    }

    private AuditRecord record(
            Operation operation,
            FsPath path,
            @Nullable String target,
            long bytes,
            long begin,
            @Nullable ErrorKind failure,
            @Nullable String sha256) {
        return new AuditRecord(
                options.clock().instant(), operation, path, target, bytes, failure, System.nanoTime() - begin, sha256);
    }
}
