package io.anyfs.mount.os;

import java.nio.file.Path;

/**
 * A mount of anyfs on this machine, of any process.
 *
 * @param path where
 * @param source what is mounted
 * @param readOnly nobody can change anything through it
 * @param state whether it answers
 */
public record MountedPlace(Path path, String source, boolean readOnly, State state) {

    /** Whether a mount answers. */
    public enum State {
        /** It answers. */
        SERVING,
        /** Its process has ended without unmounting. */
        DEAD,
        /** Its process is there and did not answer within two seconds. */
        SILENT
    }
}
