package io.anyfs.mount.fuse;

import io.anyfs.mount.os.OsMountOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether this process may mount. The rules are those of {@code fusermount3}, which says no on standard error only: users who are not
 * root mount on directories that they may write, and for others where {@code fuse.conf} lets them.
 */
final class MountPermission {

    private static final Path CONFIGURATION = Path.of("/etc/fuse.conf");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";

    /** {@code CAP_SYS_ADMIN} of capabilities(7). */
    private static final int SYS_ADMIN = 21;

    private static final int STICKY = 01000;

    private MountPermission() {}

    /**
     * Looks.
     *
     * @throws AccessDeniedException if it may not, with what is missing
     */
    static void require(Path directory, OsMountOptions options) throws IOException {
        if (isAdministrator(Files.readAllLines(STATUS, StandardCharsets.UTF_8))) {
            return;
        }
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (uid == 0) {
            throw denied(
                    directory,
                    "root may not mount in this container; it needs CAP_SYS_ADMIN (docker run --cap-add SYS_ADMIN)");
        }
        if (!Files.isWritable(directory)) {
            throw denied(directory, "only who may write a directory can mount on it");
        }
        int mode = (Integer) Files.getAttribute(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        int owner = (Integer) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if ((mode & STICKY) != 0 && owner != uid) {
            throw denied(directory, "only its owner can mount on a directory with the sticky bit");
        }
        if (options.allowOther()
                && Files.isReadable(CONFIGURATION)
                && !letsAllowOther(Files.readAllLines(CONFIGURATION, StandardCharsets.ISO_8859_1))) {
            throw denied(
                    directory,
                    "only root may mount for other users, until a line 'user_allow_other' in " + CONFIGURATION
                            + " lets all do so");
        }
    }

    /** As {@code fusermount3} reads it: the words on a line of their own. */
    static boolean letsAllowOther(List<String> configuration) {
        return configuration.stream().map(String::strip).anyMatch("user_allow_other"::equals);
    }

    /** Whether the kernel lets the process mount, by its {@code /proc/self/status}. */
    static boolean isAdministrator(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(EFFECTIVE))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                                line.substring(EFFECTIVE.length())
                                                        .strip(),
                                                16)
                                        >> SYS_ADMIN
                                & 1)
                        == 1);
    }

    private static AccessDeniedException denied(Path directory, String reason) {
        return new AccessDeniedException(directory.toString(), null, reason);
    }
}
