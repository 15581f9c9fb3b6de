package io.anyfs.nio;

import io.anyfs.PosixAttributes;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds users and groups by their numbers: a storage knows no others than those of the files it has. */
final class NumericPrincipals extends UserPrincipalLookupService {

    @Override
    public UserPrincipal lookupPrincipalByName(String name) throws UserPrincipalNotFoundException {
        return new User(number(name), null);
    }

    @Override
    public GroupPrincipal lookupPrincipalByGroupName(String group) throws UserPrincipalNotFoundException {
        return new Group(number(group), null);
    }

    private static int number(String name) throws UserPrincipalNotFoundException {
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException notANumber) {
            throw new UserPrincipalNotFoundException(name);
        }
    }

    static UserPrincipal owner(PosixAttributes posix) {
        return new User(posix.uid(), posix.owner());
    }

    static GroupPrincipal group(PosixAttributes posix) {
        return new Group(posix.gid(), posix.group());
    }

    /** The number of a user. */
    static int uid(UserPrincipal user) {
        if (Objects.requireNonNull(user) instanceof User own) {
            return own.uid;
        }
        throw new ProviderMismatchException("a user of another filesystem; look it up by its number in this one");
    }

    /** The number of a group. */
    static int gid(UserPrincipal group) {
        if (Objects.requireNonNull(group) instanceof Group own) {
            return own.gid;
        }
        throw new ProviderMismatchException("a group of another filesystem; look it up by its number in this one");
    }

    private record User(int uid, @Nullable String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name == null ? Integer.toString(uid) : name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof User user && user.uid == uid;
        }

        @Override
        public int hashCode() {
            return uid;
        }

        @Override
        public String toString() {
            return getName();
        }
    }

    private record Group(int gid, @Nullable String name) implements GroupPrincipal {
        @Override
        public String getName() {
            return name == null ? Integer.toString(gid) : name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Group group && group.gid == gid;
        }

        @Override
        public int hashCode() {
            return gid;
        }

        @Override
        public String toString() {
            return getName();
        }
    }
}
