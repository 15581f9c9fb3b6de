package io.anyfs.expose;

import io.anyfs.FsPath;
import java.time.Duration;

/**
 * A file or listing that a session has open, as it was at the moment of asking.
 *
 * @param kind what is done with it
 * @param path where it is
 * @param bytes that have moved so far; 0 for a listing
 * @param bytesPerSecond over the last five seconds
 * @param age since it was opened
 */
public record TransferInfo(Kind kind, FsPath path, long bytes, long bytesPerSecond, Duration age) {

    /** What is done with what is open. */
    public enum Kind {
        /** A file on its way to the client. */
        DOWNLOAD,
        /** A file on its way from the client. */
        UPLOAD,
        /** A directory that is listed. */
        LISTING
    }
}
