package io.anyfs.expose;

import io.anyfs.ErrorKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an action came to its end.
 *
 * @param action what was to be done
 * @param outcome how it ended
 * @param failure why it failed; {@code null} if it did not
 * @param bytes how many moved, for a transfer; else 0
 * @param duration from the request to the end; for a transfer until it is published or closed
 * @param sha256 of the whole file, in hexadecimal, where the service {@linkplain TransferHash computes} it and all bytes moved in
 *     order from the first on; else {@code null}
 */
public record FileResult(
        FileAction action,
        Outcome outcome,
        @Nullable ErrorKind failure,
        long bytes,
        Duration duration,
        @Nullable String sha256) {

    /** How an action can end. */
    public enum Outcome {
        /** As it was meant: an upload is published, a download was handed over up to the end of the file. */
        DONE,
        /** The client left or gave up before. Of an upload nothing is published, or what arrived, as the {@link UploadPolicy} says. */
        CUT,
        /** It was refused or could not be done. */
        FAILED
    }
}
