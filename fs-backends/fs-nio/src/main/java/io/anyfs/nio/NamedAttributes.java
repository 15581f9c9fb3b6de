package io.anyfs.nio;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attributes by their names, such as {@code posix:permissions} or {@code anyfs:version}. */
final class NamedAttributes {

    private static final List<String> BASIC = List.of(
            "size",
            "lastModifiedTime",
            "lastAccessTime",
            "creationTime",
            "isDirectory",
            "isRegularFile",
            "isSymbolicLink",
            "isOther",
            "fileKey");
    private static final List<String> POSIX = with(BASIC, "permissions", "owner", "group");

    /** The names that each view has. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "basic", BASIC,
            "owner", List.of("owner"),
            "posix", POSIX,
            "unix", with(POSIX, "mode", "uid", "gid", "nlink"),
            "anyfs", with(BASIC, "version", "fileId", "type"));

    private NamedAttributes() {}

    private static List<String> with(List<String> names, String... more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** A view and what is asked of it, as in {@code view:name}; without a view it is {@code basic}. */
    record Asked(String view, String names) {

        static Asked parse(AnyfsFileSystem fs, String text) {
            int colon = text.indexOf(':');
            Asked asked = new Asked(colon < 0 ? "basic" : text.substring(0, colon), text.substring(colon + 1));
            if (!fs.supportedFileAttributeViews().contains(asked.view)) {
                throw new UnsupportedOperationException(fs.storage().name() + " has no view '" + asked.view + "'");
            }
            return asked;
        }
    }

    // ---------------------------------------------------------------- reading

    static Map<String, @Nullable Object> read(Asked asked, FileInfo info) {
        List<String> known = Objects.requireNonNull(NAMES.get(asked.view));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : asked.names.split(",", -1)) {
            if (name.equals("*")) {
                known.forEach(each -> values.put(each, value(each, info)));
            } else if (known.contains(name)) {
                values.put(name, value(name, info));
            } else {
                throw new IllegalArgumentException("'" + name + "' is no attribute of the view '" + asked.view + "'");
            }
        }
        return values;
    }

    private static @Nullable Object value(String name, FileInfo info) {
        InfoAttributes basic = new InfoAttributes(info);
        return switch (name) {
            case "size" -> basic.size();
            case "lastModifiedTime" -> basic.lastModifiedTime();
            case "lastAccessTime" -> basic.lastAccessTime();
            case "creationTime" -> basic.creationTime();
            case "isDirectory" -> basic.isDirectory();
            case "isRegularFile" -> basic.isRegularFile();
            case "isSymbolicLink" -> basic.isSymbolicLink();
            case "isOther" -> basic.isOther();
            case "fileKey", "fileId" -> info.fileId();
            case "version" -> info.version();
            case "type" -> info.type();
            case "permissions" -> PermissionBits.permissions(posix(info).mode());
            case "owner" -> NumericPrincipals.owner(posix(info));
            case "group" -> NumericPrincipals.group(posix(info));
            case "mode" -> typeBits(info.type()) | posix(info).mode();
            case "uid" -> posix(info).uid();
            case "gid" -> posix(info).gid();
            default -> posix(info).links();
        };
    }

    static PosixAttributes posix(FileInfo info) {
        PosixAttributes posix = info.posix();
        if (posix == null) {
            throw new UnsupportedOperationException("the storage keeps no owner and permissions of " + info.path());
        }
        return posix;
    }

    /** As {@code st_mode} of POSIX has them. */
    private static int typeBits(FileType type) {
        return switch (type) {
            case FILE -> 0100000;
            case DIRECTORY -> 0040000;
            case SYMBOLIC_LINK -> 0120000;
            case OTHER -> 0;
        };
    }

    // ---------------------------------------------------------------- setting

    static AttributeChanges change(Asked asked, Object value) {
        if (!Objects.requireNonNull(NAMES.get(asked.view)).contains(asked.names)) {
            throw new IllegalArgumentException(
                    "'" + asked.names + "' is no attribute of the view '" + asked.view + "'");
        }
        Objects.requireNonNull(value, asked.names);
        return switch (asked.names) {
            case "lastModifiedTime" -> AttributeChanges.lastModified(((FileTime) value).toInstant());
            case "lastAccessTime" -> AttributeChanges.NONE.withLastAccess(((FileTime) value).toInstant());
            case "permissions" -> AttributeChanges.mode(PermissionBits.mode(permissions(value)));
            case "mode" -> AttributeChanges.mode((Integer) value & 07777);
            case "owner" -> owner(NumericPrincipals.uid((UserPrincipal) value));
            case "uid" -> owner((Integer) value);
            case "group" -> group(NumericPrincipals.gid((GroupPrincipal) value));
            case "gid" -> group((Integer) value);
            case "creationTime" -> throw new UnsupportedOperationException("no storage sets when a file was created");
            default -> throw new IllegalArgumentException("'" + asked.names + "' cannot be set");
        };
    }

    static AttributeChanges owner(int uid) {
        return new AttributeChanges(null, null, null, uid, null);
    }

    static AttributeChanges group(int gid) {
        return new AttributeChanges(null, null, null, null, gid);
    }

    private static Set<PosixFilePermission> permissions(Object value) {
        return ((Set<?>) value).stream().map(PosixFilePermission.class::cast).collect(Collectors.toSet());
    }

    /** What a new file is to have from the start. */
    static AttributeChanges ofNew(AnyfsFileSystem fs, FsPath place, FileAttribute<?>... attributes) {
        AttributeChanges changes = AttributeChanges.NONE;
        for (FileAttribute<?> attribute : attributes) {
            if (!attribute.name().equals("posix:permissions") || !fs.can(place, Capability.SET_MODE)) {
                throw new UnsupportedOperationException(
                        fs.storage().name() + " does not create files with " + attribute.name());
            }
            changes = AttributeChanges.mode(
                    PermissionBits.mode(permissions(Objects.requireNonNull(attribute.value(), "permissions"))));
        }
        return changes;
    }
}
