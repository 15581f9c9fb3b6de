package io.anyfs;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes to set on an entry. What is {@code null} stays as it is.
 *
 * @param lastModified the new modification time; needs {@link Capability#SET_LAST_MODIFIED}
 * @param lastAccess the new access time; needs {@link Capability#SET_LAST_ACCESS}
 * @param mode the new permission bits, 0 to 07777; needs {@link Capability#SET_MODE}
 * @param uid the new numeric owner; needs {@link Capability#SET_OWNER}
 * @param gid the new numeric group; needs {@link Capability#SET_OWNER}
 */
public record AttributeChanges(
        @Nullable Instant lastModified,
        @Nullable Instant lastAccess,
        @Nullable Integer mode,
        @Nullable Integer uid,
        @Nullable Integer gid) {

    /** No change at all. */
    public static final AttributeChanges NONE = new AttributeChanges(null, null, null, null, null);

    /** Checks the ranges. */
    public AttributeChanges {
        if (mode != null && (mode < 0 || mode > 07777)) {
            throw new IllegalArgumentException("mode out of range: " + Integer.toOctalString(mode));
        }
    }

    /** Only a new modification time. */
    public static AttributeChanges lastModified(Instant time) {
        return new AttributeChanges(time, null, null, null, null);
    }

    /** Only new permission bits, 0 to 07777. */
    public static AttributeChanges mode(int mode) {
        return new AttributeChanges(null, null, mode, null, null);
    }

    /** These changes with a modification time. */
    public AttributeChanges withLastModified(Instant time) {
        return new AttributeChanges(time, lastAccess, mode, uid, gid);
    }

    /** These changes with an access time. */
    public AttributeChanges withLastAccess(Instant time) {
        return new AttributeChanges(lastModified, time, mode, uid, gid);
    }

    /** These changes with permission bits, 0 to 07777. */
    public AttributeChanges withMode(int newMode) {
        return new AttributeChanges(lastModified, lastAccess, newMode, uid, gid);
    }

    /** These changes with an owner and a group. */
    public AttributeChanges withOwner(int newUid, int newGid) {
        return new AttributeChanges(lastModified, lastAccess, mode, newUid, newGid);
    }

    /** These changes, and where {@code later} says something, that. */
    public AttributeChanges and(AttributeChanges later) {
        return new AttributeChanges(
                later.lastModified != null ? later.lastModified : lastModified,
                later.lastAccess != null ? later.lastAccess : lastAccess,
                later.mode != null ? later.mode : mode,
                later.uid != null ? later.uid : uid,
                later.gid != null ? later.gid : gid);
    }

    /** Whether nothing is to be changed. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** What a storage must be capable of to make these changes. */
    public Set<Capability> required() {
        Set<Capability> required = EnumSet.noneOf(Capability.class);
        if (lastModified != null) {
            required.add(Capability.SET_LAST_MODIFIED);
        }
        if (lastAccess != null) {
            required.add(Capability.SET_LAST_ACCESS);
        }
        if (mode != null) {
            required.add(Capability.SET_MODE);
        }
        if (uid != null || gid != null) {
            required.add(Capability.SET_OWNER);
        }
        return required;
    }
}
