package io.anyfs.local;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The names of users and groups. Looking one up reads the system's user database, so they are remembered. */
final class Principals {

    /** Far above what a machine has; a directory service could name more. */
    private static final int MAX_NAMES = 10_000;

    private final Map<Integer, String> owners = new ConcurrentHashMap<>();
    private final Map<Integer, String> groups = new ConcurrentHashMap<>();

    /** The name of a file's owner; {@code null} for a number that nobody has. */
    @Nullable
    String owner(int uid, PosixFileAttributes file) {
        return name(owners, uid, () -> file.owner().getName());
    }

    /** The name of a file's group; {@code null} for a number that no group has. */
    @Nullable
    String group(int gid, PosixFileAttributes file) {
        return name(groups, gid, () -> file.group().getName());
    }

    /** The user of a number, as the JDK needs it. It takes numbers for names that do not exist. */
    static UserPrincipal user(FileSystem system, int uid) throws IOException {
        return system.getUserPrincipalLookupService().lookupPrincipalByName(Integer.toUnsignedString(uid));
    }

    /** The group of a number, as the JDK needs it. */
    static GroupPrincipal group(FileSystem system, int gid) throws IOException {
        return system.getUserPrincipalLookupService().lookupPrincipalByGroupName(Integer.toUnsignedString(gid));
    }

    private static @Nullable String name(Map<Integer, String> known, int id, Supplier<String> lookUp) {
        String name = known.get(id);
        if (name == null) {
            if (known.size() >= MAX_NAMES) {
                known.clear();
            }
            name = lookUp.get();
            known.put(id, name);
        }
        // The JDK gives the number as the name where there is no other.
        return name.equals(Integer.toString(id)) ? null : name;
    }
}
