package io.anyfs.vfs2;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import java.util.EnumSet;
import java.util.Set;

/** What Commons VFS calls what a storage can do. */
final class VfsCapabilities {

    /** What it takes to read and write at random. */
    static final Set<Capability> RANDOM_ACCESS =
            EnumSet.of(Capability.WRITE, Capability.UPDATE, Capability.RANDOM_WRITE, Capability.READ_BACK);

    private VfsCapabilities() {}

    /** What some storage can do. */
    static Set<org.apache.commons.vfs2.Capability> all() {
        return of(Capabilities.all(Capabilities.Limits.NONE));
    }

    static Set<org.apache.commons.vfs2.Capability> of(Capabilities can) {
        Set<org.apache.commons.vfs2.Capability> all = EnumSet.of(
                org.apache.commons.vfs2.Capability.GET_TYPE,
                org.apache.commons.vfs2.Capability.LIST_CHILDREN,
                org.apache.commons.vfs2.Capability.READ_CONTENT,
                org.apache.commons.vfs2.Capability.RANDOM_ACCESS_READ,
                org.apache.commons.vfs2.Capability.GET_LAST_MODIFIED,
                org.apache.commons.vfs2.Capability.ATTRIBUTES,
                org.apache.commons.vfs2.Capability.FS_ATTRIBUTES,
                org.apache.commons.vfs2.Capability.URI);
        if (!can.has(Capability.WRITE)) {
            return all;
        }
        all.add(org.apache.commons.vfs2.Capability.CREATE);
        all.add(org.apache.commons.vfs2.Capability.DELETE);
        all.add(org.apache.commons.vfs2.Capability.WRITE_CONTENT);
        // Where the storage cannot move a file, it is copied and deleted.
        all.add(org.apache.commons.vfs2.Capability.RENAME);
        if (can.has(Capability.APPEND)) {
            all.add(org.apache.commons.vfs2.Capability.APPEND_CONTENT);
        }
        if (can.has(Capability.SET_LAST_MODIFIED)) {
            all.add(org.apache.commons.vfs2.Capability.SET_LAST_MODIFIED_FILE);
            all.add(org.apache.commons.vfs2.Capability.SET_LAST_MODIFIED_FOLDER);
        }
        if (can.hasAll(RANDOM_ACCESS)) {
            all.add(org.apache.commons.vfs2.Capability.RANDOM_ACCESS_WRITE);
            if (can.has(Capability.TRUNCATE)) {
                all.add(org.apache.commons.vfs2.Capability.RANDOM_ACCESS_SET_LENGTH);
            }
        }
        return all;
    }
}
