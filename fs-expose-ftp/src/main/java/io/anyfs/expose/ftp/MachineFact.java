package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The facts of MLST and MLSD (RFC 3659 section 7.5), in the order in which they are told. */
enum MachineFact {
    TYPE("Type") {
        @Override
        String of(FileInfo info, FactLine context) {
            return switch (info.type()) {
                case FILE -> "file";
                case DIRECTORY -> "dir";
                case SYMBOLIC_LINK -> link(context.target(info));
                case OTHER -> "OS.unix=other";
            };
        }
    },
    SIZE("Size") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            return info.isFile() ? Long.toString(info.size()) : null;
        }
    },
    MODIFY("Modify") {
        @Override
        String of(FileInfo info, FactLine context) {
            return MachineTime.text(info.lastModified());
        }
    },
    CREATE("Create") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            Instant created = info.created();
            return created == null ? null : MachineTime.text(created);
        }
    },
    PERM("Perm") {
        @Override
        String of(FileInfo info, FactLine context) {
            return context.permissions(info);
        }
    },
    UNIQUE("Unique") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            String id = info.fileId();
            if (id == null || isPlain(id)) {
                return id;
            }
            return HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
        }
    },
    UNIX_MODE("UNIX.mode") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            PosixAttributes posix = info.posix();
            // Four digits at least, the first of them 0 or for the special bits.
            return posix == null
                    ? null
                    : Integer.toOctalString(010000 | posix.mode()).substring(1);
        }
    },
    UNIX_OWNER("UNIX.owner") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            PosixAttributes posix = info.posix();
            return posix == null ? null : Integer.toUnsignedString(posix.uid());
        }
    },
    UNIX_GROUP("UNIX.group") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            PosixAttributes posix = info.posix();
            return posix == null ? null : Integer.toUnsignedString(posix.gid());
        }
    },
    UNIX_OWNERNAME("UNIX.ownername") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            PosixAttributes posix = info.posix();
            return posix == null ? null : valueOrNull(posix.owner());
        }
    },
    UNIX_GROUPNAME("UNIX.groupname") {
        @Override
        @Nullable
        String of(FileInfo info, FactLine context) {
            PosixAttributes posix = info.posix();
            return posix == null ? null : valueOrNull(posix.group());
        }
    };

    /**
     * What a value can hold beside letters and digits so that every client finds its end: less than RFC 3659 allows, and no space or
     * semicolon.
     */
    private static final String MARKS = ",.:!@#$%^&()_+?/\\'\"~-";

    private static final String MARKS_OF_IDS = "._:-";

    private static final int LONGEST_ID = 64;

    private final String label;

    MachineFact(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The value, {@code null} where there is none. */
    abstract @Nullable String of(FileInfo info, FactLine context);

    private static String link(@Nullable String target) {
        return valueOrNull(target) == null ? "OS.unix=slink" : "OS.unix=slink:" + target;
    }

    private static @Nullable String valueOrNull(@Nullable String text) {
        return text != null && consistsOf(text, MARKS) ? text : null;
    }

    private static boolean isPlain(String id) {
        return id.length() <= LONGEST_ID && consistsOf(id, MARKS_OF_IDS);
    }

    /** Whether there is something, and nothing but letters and digits of ASCII and these marks. */
    private static boolean consistsOf(String text, String marks) {
        boolean all = !text.isEmpty();
        for (int i = 0; all && i < text.length(); i++) {
            char c = text.charAt(i);
            all = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.indexOf(c) >= 0;
        }
        return all;
    }
}
