package io.anyfs.nio;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The nine permissions as bits of a mode, and back. */
final class PermissionBits {

    /** From the highest bit on. */
    private static final List<PosixFilePermission> BITS = List.of(PosixFilePermission.values());

    private PermissionBits() {}

    static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            mode |= 0400 >> BITS.indexOf(permission);
        }
        return mode;
    }

    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.size(); bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(BITS.get(bit));
            }
        }
        return permissions;
    }
}
