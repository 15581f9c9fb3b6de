package io.anyfs.overlay.audit;

import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.text.JsonLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change or transfer that has come to its end.
 *
 * @param time when it ended
 * @param operation what was done; {@link Operation#READ} and {@link Operation#COMMIT} stand for a whole transfer, and
 *     {@link Operation#ABORT} for one that published nothing
 * @param path where
 * @param target where to, for a move and a copy; where a new link leads
 * @param bytes how many bytes went through, for a transfer; else 0
 * @param failure how it failed; {@code null} if it did not
 * @param nanos how long it took, in nanoseconds; a transfer from its opening on
 * @param sha256 of the bytes of a file that was written from its start to its end, in hexadecimal, where that was asked for; else
 *     {@code null}
 */
public record AuditRecord(
        Instant time,
        Operation operation,
        FsPath path,
        @Nullable String target,
        long bytes,
        @Nullable ErrorKind failure,
        long nanos,
        @Nullable String sha256) {

    /**
     * One JSON object (RFC 8259) without a line end, in ASCII: all other characters, and what could break a line or steer a
     * terminal, are escaped.
     */
    public String toJson() {
        return new JsonLine()
                .put("time", time.toString())
                .put("operation", operation.toString())
                .put("path", path.toString())
                .put("target", target)
                .put("bytes", bytes)
                .put("outcome", failure == null ? "done" : "failed")
                .put("failure", failure == null ? null : failure.name())
                .put("micros", nanos / 1000)
                .put("sha256", sha256)
                .toString();
    }
}
