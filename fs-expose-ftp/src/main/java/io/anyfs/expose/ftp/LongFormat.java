package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.PosixAttributes;
import io.anyfs.expose.Session;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of LIST, as {@code ls -l} writes them in the C locale: what every client can read. Times are in UTC; those of the
 * last half year have the hour, others the year.
 */
final class LongFormat implements LineFormat {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final long SECONDS_OF_DAY = 24 * 60 * 60;
    private static final long HALF_A_YEAR = 182 * SECONDS_OF_DAY;

    private static final int OWNER_WIDTH = 8;

    private final Session session;
    private final long now;

    LongFormat(Session session) {
        this(session, Instant.now());
    }

    LongFormat(Session session, Instant now) {
        this.session = session;
        this.now = now.getEpochSecond();
    }

    @Override
    public void append(StringBuilder line, FileInfo info, String name) {
        PosixAttributes posix = info.posix();
        line.append(letter(info.type()));
        appendMode(line, mode(info, posix));
        line.append(' ');
        appendPadded(line, posix == null ? 1 : posix.links(), 3);
        line.append(' ');
        appendOwner(line, posix == null ? null : posix.owner(), posix == null ? 0 : posix.uid());
        line.append(' ');
        appendOwner(line, posix == null ? null : posix.group(), posix == null ? 0 : posix.gid());
        line.append(' ');
        appendPadded(line, info.size(), 12);
        line.append(' ');
        appendTime(line, info.lastModified().getEpochSecond());
        line.append(' ').append(name);
        String target = LinkTarget.of(session, info);
        if (target != null) {
            line.append(" -> ").append(target);
        }
    }

    private void appendTime(StringBuilder line, long second) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
        line.append(MONTHS[date.getMonthValue() - 1]).append(' ');
        appendTwoDigits(line, date.getDayOfMonth());
        if (second > now - HALF_A_YEAR && second <= now + SECONDS_OF_DAY) {
            int minute = (int) Math.floorMod(second, SECONDS_OF_DAY) / 60;
            line.append(' ');
            appendTwoDigits(line, minute / 60);
            line.append(':');
            appendTwoDigits(line, minute % 60);
        } else {
            line.append(' ');
            appendPadded(line, Math.max(0, Math.min(9999, date.getYear())), 5);
        }
    }

    private static void appendTwoDigits(StringBuilder line, int number) {
        line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
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
    private static void appendOwner(StringBuilder line, @Nullable String name, int id) {
        int end = line.length() + OWNER_WIDTH;
        if (name == null || name.isEmpty() || name.indexOf(' ') >= 0) {
            line.append(Integer.toUnsignedString(id));
        } else {
            line.append(name);
        }
        while (line.length() < end) {
            line.append(' ');
        }
    }

    private static void appendPadded(StringBuilder line, long number, int width) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        for (int i = digits; i < width; i++) {
            line.append(' ');
        }
        line.append(number);
    }
}
