package io.anyfs.expose.sftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The extensions that work here, and what a storage needs for each: only those that work are advertised. They are
 * described in OpenSSH's PROTOCOL file, {@code copy-data}, {@code home-directory} and the hashes in
 * draft-ietf-secsh-filexfer-extensions-00.
 */
enum Extension {
    POSIX_RENAME("posix-rename@openssh.com", "1", Capability.WRITE, Capability.MOVE),
    STATVFS("statvfs@openssh.com", "2", Capability.SPACE),
    FSTATVFS("fstatvfs@openssh.com", "2", Capability.SPACE),
    FSYNC("fsync@openssh.com", "1", Capability.WRITE, Capability.DURABLE),
    HARDLINK("hardlink@openssh.com", "1", Capability.WRITE, Capability.HARD_LINKS),
    LSETSTAT("lsetstat@openssh.com", "1", Capability.WRITE),
    LIMITS("limits@openssh.com", "1"),
    EXPAND_PATH("expand-path@openssh.com", "1"),
    HOME_DIRECTORY("home-directory", "1"),
    COPY_DATA("copy-data", "1", Capability.WRITE),
    USERS_GROUPS_BY_ID("users-groups-by-id@openssh.com", "1"),
    /** By a handle, as paramiko asks. */
    CHECK_FILE("check-file", FileHash.names()),
    CHECK_FILE_HANDLE("check-file-handle", "1"),
    CHECK_FILE_NAME("check-file-name", "1"),
    MD5_HASH("md5-hash", "1"),
    MD5_HASH_HANDLE("md5-hash-handle", "1");

    private static final Map<String, Extension> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Extension::wireName, Function.identity()));

    private final String wireName;
    private final String version;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
    private final Set<Capability> needed;

    Extension(String wireName, String version, Capability... needed) {
        this.wireName = wireName;
        this.version = version;
        this.needed = Set.of(needed);
    }

    static @Nullable Extension named(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** Those that work on a storage. */
    static List<Extension> on(Capabilities storage) {
        return Arrays.stream(values())
                .filter(extension -> storage.hasAll(extension.needed))
                .toList();
    }

    String wireName() {
        return wireName;
    }

    String version() {
        return version;
    }
}
