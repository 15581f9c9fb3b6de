package io.anyfs.mount.os;

import io.anyfs.FileSystem;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A way to mount into an operating system; found by {@link java.util.ServiceLoader}. The first that is usable is taken. Safe for
 * use by many threads.
 */
public interface OsMountProvider {

    /**
     * Looks for what mounting needs.
     *
     * @throws MountUnavailableException if something is missing; the message says what and how to get it
     */
    void requireUsable() throws MountUnavailableException;

    /**
     * Mounts. Returns when the mount answers.
     *
     * @param fileSystem what to mount; stays the caller's, who closes it after the session
     * @param directory where: an empty directory, as its real path
     * @throws IOException if it cannot be mounted there; then nothing is left behind
     */
    OsMountSession mount(FileSystem fileSystem, Path directory, OsMountOptions options) throws IOException;
}
