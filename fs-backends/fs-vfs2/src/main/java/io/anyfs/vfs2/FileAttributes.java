package io.anyfs.vfs2;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Attributes by the names that {@code java.nio.file} and {@code anyfs-nio} have for them. */
final class FileAttributes {

    private FileAttributes() {}

    /** Those that the storage keeps. The map can be changed, as Commons VFS does. */
    static Map<String, Object> of(FileInfo info) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("lastModifiedTime", FileTime.from(info.lastModified()));
        put(attributes, "lastAccessTime", info.lastAccess() == null ? null : FileTime.from(info.lastAccess()));
        put(attributes, "creationTime", info.created() == null ? null : FileTime.from(info.created()));
        put(attributes, "anyfs:version", info.version());
        put(attributes, "anyfs:fileId", info.fileId());
        PosixAttributes posix = info.posix();
        if (posix != null) {
            attributes.put("posix:permissions", permissions(posix.mode()));
            attributes.put("unix:mode", posix.mode());
            attributes.put("unix:uid", posix.uid());
            attributes.put("unix:gid", posix.gid());
            attributes.put("unix:nlink", posix.links());
            put(attributes, "posix:owner", posix.owner());
            put(attributes, "posix:group", posix.group());
        }
        return attributes;
    }

    private static void put(Map<String, Object> attributes, String name, @Nullable Object value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> given = new TreeSet<>();
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & bit(permission)) != 0) {
                given.add(permission);
            }
        }
        return given;
    }

    /** They are declared from the highest bit on. */
    @SuppressWarnings("EnumOrdinal")
    private static int bit(PosixFilePermission permission) {
        return 0400 >> permission.ordinal();
    }

    /**
     * What setting an attribute changes. Permissions may be a set, or a text such as {@code rw-r-----}.
     *
     * @throws IllegalArgumentException if there is no such attribute to be set, or the value is not one of it
     */
    static AttributeChanges change(String name, Object value) {
        try {
            return switch (name) {
                case "lastModifiedTime" -> AttributeChanges.lastModified(((FileTime) value).toInstant());
                case "lastAccessTime" -> AttributeChanges.NONE.withLastAccess(((FileTime) value).toInstant());
                case "posix:permissions" -> AttributeChanges.mode(mode(value));
                case "unix:mode" -> AttributeChanges.mode(((Number) value).intValue() & 07777);
                case "unix:uid" -> new AttributeChanges(null, null, null, ((Number) value).intValue(), null);
                case "unix:gid" -> new AttributeChanges(null, null, null, null, ((Number) value).intValue());
                default -> throw new IllegalArgumentException("'" + name + "' cannot be set");
            };
        } catch (ClassCastException wrong) {
            throw new IllegalArgumentException("'" + name + "' has no values such as " + value, wrong);
        }
    }

    private static int mode(Object value) {
        Set<?> permissions = value instanceof String text ? PosixFilePermissions.fromString(text) : (Set<?>) value;
        int mode = 0;
        for (Object permission : permissions) {
            mode |= bit((PosixFilePermission) permission);
        }
        return mode;
    }
}
