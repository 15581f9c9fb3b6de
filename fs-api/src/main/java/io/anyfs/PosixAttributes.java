package io.anyfs;

import org.jspecify.annotations.Nullable;

/**
 * Ownership and permissions as POSIX knows them.
 *
 * @param mode the permission bits with set-user-ID, set-group-ID and sticky, 0 to 07777
 * @param uid the numeric owner, 0 or more
 * @param gid the numeric group, 0 or more
 * @param links how many names the file has (hard links), 1 or more
 * @param owner the owner's name, {@code null} where the storage knows only numbers
 * @param group the group's name, {@code null} where the storage knows only numbers
 */
public record PosixAttributes(
        int mode,
        int uid,
        int gid,
        int links,
        @Nullable String owner,
        @Nullable String group) {

    /** Checks the ranges. */
    public PosixAttributes {
        if (mode < 0 || mode > 07777) {
            throw new IllegalArgumentException("mode out of range: " + Integer.toOctalString(mode));
        }
    }

    /** The same with another number of names. */
    public PosixAttributes withLinks(int number) {
        return number == links ? this : new PosixAttributes(mode, uid, gid, number, owner, group);
    }
}
