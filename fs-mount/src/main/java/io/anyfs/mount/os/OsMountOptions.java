package io.anyfs.mount.os;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to mount. Start from {@link #DEFAULT}.
 *
 * @param readOnly nobody can change anything through the mount
 * @param allowOther other users than the one who mounts may use the mount, as far as the permissions of files let them; the
 *     kernel checks those then. Unless that is root, {@code /etc/fuse.conf} has to say {@code user_allow_other}
 * @param source what the list of mounts shows as the device; {@code null} for the storage's name. No secret
 * @param attributeTimeout for how long the kernel believes the facts of an entry, and that a name is there, 0 or more. What is
 *     changed through the mount is seen at once all the same
 * @param pageCache what the kernel keeps of bytes
 * @param unmountAfterCrash a process of its own waits for this one to end, however it ends, and unmounts then. It stays as long as
 *     this process, so it is for programs that mount once
 * @param drain for how long {@link OsMount#close} waits for programs that use the mount, 0 or more
 */
public record OsMountOptions(
        boolean readOnly,
        boolean allowOther,
        @Nullable String source,
        Duration attributeTimeout,
        PageCache pageCache,
        boolean unmountAfterCrash,
        Duration drain) {

    /**
     * Writable, for the user who mounts, facts believed for a second, bytes kept until the file changes, two seconds for programs
     * to finish.
     */
    public static final OsMountOptions DEFAULT = new OsMountOptions(
            false, false, null, Duration.ofSeconds(1), PageCache.UNTIL_CHANGED, false, Duration.ofSeconds(2));

    /** Checks the ranges. */
    public OsMountOptions {
        Objects.requireNonNull(pageCache, "pageCache");
        requireNotNegative("attributeTimeout", attributeTimeout);
        requireNotNegative("drain", drain);
    }

    /** Nobody can change anything. */
    public OsMountOptions asReadOnly() {
        return new OsMountOptions(true, allowOther, source, attributeTimeout, pageCache, unmountAfterCrash, drain);
    }

    /** For all users of the machine. */
    public OsMountOptions allowingOther() {
        return new OsMountOptions(readOnly, true, source, attributeTimeout, pageCache, unmountAfterCrash, drain);
    }

    /** Shown as this device. */
    public OsMountOptions from(String newSource) {
        return new OsMountOptions(
                readOnly, allowOther, newSource, attributeTimeout, pageCache, unmountAfterCrash, drain);
    }

    /** Facts are believed for so long. */
    public OsMountOptions believing(Duration timeout) {
        return new OsMountOptions(readOnly, allowOther, source, timeout, pageCache, unmountAfterCrash, drain);
    }

    /** Bytes are kept so. */
    public OsMountOptions caching(PageCache newPageCache) {
        return new OsMountOptions(
                readOnly, allowOther, source, attributeTimeout, newPageCache, unmountAfterCrash, drain);
    }

    /** Unmounted by another process when this one dies. */
    public OsMountOptions unmountingAfterCrash() {
        return new OsMountOptions(readOnly, allowOther, source, attributeTimeout, pageCache, true, drain);
    }

    /** The close waits for so long. */
    public OsMountOptions draining(Duration newDrain) {
        return new OsMountOptions(
                readOnly, allowOther, source, attributeTimeout, pageCache, unmountAfterCrash, newDrain);
    }

    private static void requireNotNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }
}
