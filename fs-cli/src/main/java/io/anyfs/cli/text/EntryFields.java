package io.anyfs.cli.text;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.PosixAttributes;
import io.anyfs.text.JsonLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The facts of an entry, as text and as JSON. */
public final class EntryFields {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private EntryFields() {}

    /**
     * All facts that are known.
     *
     * @param shown how the user would name the entry
     * @param target where it leads, if it is a link
     */
    public static JsonLine json(FileInfo info, String shown, @Nullable String target) {
        JsonLine json = JsonLine.readable()
                .put("path", shown)
                .put("name", info.name())
                .put("type", type(info.type()))
                .put("size", info.size())
                .put("modified", info.lastModified())
                .put("created", info.created())
                .put("accessed", info.lastAccess());
        PosixAttributes posix = info.posix();
        if (posix != null) {
            json.put("mode", String.format("%04o", posix.mode()))
                    .put("uid", posix.uid())
                    .put("gid", posix.gid())
                    .put("owner", posix.owner())
                    .put("group", posix.group())
                    .put("links", posix.links());
        }
        return json.put("target", target).put("version", info.version()).put("fileId", info.fileId());
    }

    /** {@code file}, {@code directory}, {@code link} or {@code other}. */
    public static String type(FileType type) {
        return switch (type) {
            case FILE -> "file";
            case DIRECTORY -> "directory";
            case SYMBOLIC_LINK -> "link";
            case OTHER -> "other";
        };
    }

    /** Type and permissions as {@code ls -l} shows them; where there are no permissions only the type. */
    public static String mode(FileInfo info) {
        char type = switch (info.type()) {
            case FILE -> '-';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
            case OTHER -> '?';
        };
        PosixAttributes posix = info.posix();
        if (posix == null) {
            return String.valueOf(type);
        }
        int mode = posix.mode();
        return type
                + triple(mode >> 6, (mode & 04000) != 0, 's')
                + triple(mode >> 3, (mode & 02000) != 0, 's')
                + triple(mode, (mode & 01000) != 0, 't');
    }

    /** To the minute, in the zone of the user. */
    public static String time(Instant time) {
        return MINUTES.format(time.atZone(ZoneId.systemDefault()));
    }

    /** The owner's name or number; a dash where there is none. */
    public static String owner(FileInfo info) {
        PosixAttributes posix = info.posix();
        return posix == null ? "-" : name(posix.owner(), posix.uid());
    }

    /** The group's name or number; a dash where there is none. */
    public static String group(FileInfo info) {
        PosixAttributes posix = info.posix();
        return posix == null ? "-" : name(posix.group(), posix.gid());
    }

    private static String name(@Nullable String name, int number) {
        return name == null ? String.valueOf(number) : name;
    }

    private static String triple(int bits, boolean special, char letter) {
        boolean execute = (bits & 1) != 0;
        char last = special ? (execute ? letter : Character.toUpperCase(letter)) : execute ? 'x' : '-';
        return "" + ((bits & 4) != 0 ? 'r' : '-') + ((bits & 2) != 0 ? 'w' : '-') + last;
    }
}
