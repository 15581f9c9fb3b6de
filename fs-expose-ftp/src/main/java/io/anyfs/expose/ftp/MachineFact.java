package io.anyfs.expose.ftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts of MLST and MLSD (RFC 3659 section 7.5). */
enum MachineFact {
    TYPE("Type") {
        @Override
        String of(FileInfo info, Capabilities capabilities) {
            return switch (info.type()) {
                case FILE -> "file";
                case DIRECTORY -> "dir";
                case SYMBOLIC_LINK -> "OS.unix=slink";
                case OTHER -> "OS.unix=other";
            };
        }
    },
    SIZE("Size") {
        @Override
        @Nullable
        String of(FileInfo info, Capabilities capabilities) {
            return info.isFile() ? Long.toString(info.size()) : null;
        }
    },
    MODIFY("Modify") {
        @Override
        String of(FileInfo info, Capabilities capabilities) {
            return TIME.format(info.lastModified().atOffset(ZoneOffset.UTC));
        }
    },
    PERM("Perm") {
        @Override
        String of(FileInfo info, Capabilities capabilities) {
            return permissions(info, capabilities);
        }
    },
    UNIQUE("Unique") {
        @Override
        @Nullable
        String of(FileInfo info, Capabilities capabilities) {
            String id = info.fileId();
            if (id == null || PLAIN.matcher(id).matches()) {
                return id;
            }
            return HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
        }
    },
    UNIX_MODE("UNIX.mode") {
        @Override
        @Nullable
        String of(FileInfo info, Capabilities capabilities) {
            PosixAttributes posix = info.posix();
            return posix == null ? null : String.format(Locale.ROOT, "%04o", posix.mode());
        }
    };

    /** RFC 3659 section 2.3; always UTC. Fractions of seconds are allowed, but not all clients can read them. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String label;

    MachineFact(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The value, {@code null} where there is none. */
    abstract @Nullable String of(FileInfo info, Capabilities capabilities);

    /** The facts chosen, each with a semicolon, in the order of declaration. */
    static String line(FileInfo info, Capabilities capabilities, Set<MachineFact> chosen) {
        StringBuilder line = new StringBuilder(96);
        for (MachineFact fact : chosen) {
            String value = fact.of(info, capabilities);
            if (value != null) {
                line.append(fact.label).append('=').append(value).append(';');
            }
        }
        return line.toString();
    }

    /** RFC 3659 section 7.5.5. */
    private static String permissions(FileInfo info, Capabilities capabilities) {
        boolean write = capabilities.has(Capability.WRITE);
        boolean move =
                write && capabilities.has(Capability.MOVE) && !info.path().isRoot();
        StringBuilder letters = new StringBuilder(8);
        if (info.isDirectory()) {
            letters.append("el");
            if (write) {
                letters.append("cmp");
                if (!info.path().isRoot()) {
                    letters.append('d');
                }
                if (move && capabilities.has(Capability.MOVE_DIRECTORY)) {
                    letters.append('f');
                }
            }
        } else {
            letters.append('r');
            if (write) {
                letters.append(capabilities.has(Capability.APPEND) ? "aw" : "w").append('d');
                if (move) {
                    letters.append('f');
                }
            }
        }
        return letters.toString();
    }
}
