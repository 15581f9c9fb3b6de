package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.PosixAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of LIST, as {@code ls -l} writes them in the C locale: what every client can read. Times are in UTC; those of the
 * last half year have the hour, others the year.
 */
final class LongFormat {

    private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER = DateTimeFormatter.ofPattern("MMM dd  yyyy", Locale.ENGLISH);
    private static final Duration HALF_A_YEAR = Duration.ofDays(182);

    private final Instant now = Instant.now();

    /** @param target where a link leads, {@code null} if it is none or that is not known */
    String line(FileInfo info, String name, @Nullable String target) {
        PosixAttributes posix = info.posix();
        StringBuilder line = new StringBuilder(96);
        line.append(letter(info.type()));
        appendMode(line, mode(info, posix));
        line.append(' ').append(padded(posix == null ? "1" : Integer.toString(posix.links()), 3));
        line.append(' ').append(owner(posix == null ? null : posix.owner(), posix == null ? 0 : posix.uid()));
        line.append(' ').append(owner(posix == null ? null : posix.group(), posix == null ? 0 : posix.gid()));
        line.append(' ').append(padded(Long.toString(info.size()), 12));
        line.append(' ').append(time(info.lastModified()));
        line.append(' ').append(name);
        if (target != null) {
            line.append(" -> ").append(target);
        }
        return line.toString();
    }

    private String time(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        boolean recent = instant.isAfter(now.minus(HALF_A_YEAR)) && !instant.isAfter(now.plus(Duration.ofDays(1)));
        return (recent ? RECENT : OTHER).format(time);
    }

    private static char letter(FileType type) {
        return switch (type) {
            case FILE, OTHER -> '-';
            case DIRECTORY -> 'd';
            case SYMBOLIC_LINK -> 'l';
        };
    }

    private static int mode(FileInfo info, @Nullable PosixAttributes posix) {
        if (posix != null) {
            return posix.mode();
        }
        return switch (info.type()) {
            case DIRECTORY -> 0755;
            case SYMBOLIC_LINK -> 0777;
            case FILE, OTHER -> 0644;
        };
    }

    private static void appendMode(StringBuilder line, int mode) {
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = mode >> shift;
            boolean special = (mode & (shift == 6 ? 04000 : shift == 3 ? 02000 : 01000)) != 0;
            line.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
            boolean execute = (bits & 1) != 0;
            if (special) {
                char letter = shift == 0 ? 't' : 's';
                line.append(execute ? letter : Character.toUpperCase(letter));
            } else {
                line.append(execute ? 'x' : '-');
            }
        }
    }

    /** A name with a space would shift the columns. */
    private static String owner(@Nullable String name, int id) {
        String text = name == null || name.isEmpty() || name.indexOf(' ') >= 0 ? Integer.toString(id) : name;
        return String.format(Locale.ROOT, "%-8s", text);
    }

    private static String padded(String number, int width) {
        return " ".repeat(Math.max(0, width - number.length())) + number;
    }
}
