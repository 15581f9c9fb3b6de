package io.anyfs.expose.sftp;

import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An entry as {@code ls -l} prints it, which version 3 sends along with every name and clients show as it comes. A
 * directory can have a million entries, so there is no formatter here. For one thread at a time.
 */
final class LongName {

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final Duration RECENT = Duration.ofDays(182);
    private static final int OWNER_WIDTH = 8;
    private static final int SIZE_WIDTH = 8;

    private final String user;
    private final boolean readOnly;
    private final ZoneId zone = ZoneId.systemDefault();
    private final Instant recentFrom;
    private final Instant recentTo;
    private final StringBuilder line = new StringBuilder(128);

    /** Of the last entry: many of one directory are often of the same minute. */
    private long minute = Long.MIN_VALUE;

    private String timeOfMinute = "";

    /** Where a storage knows no owners, the user is shown as the owner. */
    LongName(String user, boolean readOnly) {
        this.user = user;
        this.readOnly = readOnly;
        Instant now = Instant.now();
        this.recentFrom = now.minus(RECENT);
        this.recentTo = now.plus(Duration.ofDays(1));
    }

    String of(FileInfo info, String name) {
        PosixAttributes posix = info.posix();
        line.setLength(0);
        mode(line, info);
        right(line, posix == null ? 1 : posix.links(), 3);
        left(line, owner(posix));
        left(line, group(posix));
        right(line, info.size(), SIZE_WIDTH);
        line.append(' ');
        line.append(time(info.lastModified()));
        return line.append(' ').append(name).toString();
    }

    private void mode(StringBuilder line, FileInfo info) {
        line.append(
                switch (info.type()) {
                    case DIRECTORY -> 'd';
                    case SYMBOLIC_LINK -> 'l';
                    case FILE -> '-';
                    case OTHER -> '?';
                });
        int mode = SftpAttributes.mode(info, readOnly);
        triplet(line, mode >> 6, (mode & 04000) != 0, 's');
        triplet(line, mode >> 3, (mode & 02000) != 0, 's');
        triplet(line, mode, (mode & 01000) != 0, 't');
    }

    private static void triplet(StringBuilder line, int bits, boolean special, char specialLetter) {
        boolean execute = (bits & 1) != 0;
        line.append((bits & 4) != 0 ? 'r' : '-');
        line.append((bits & 2) != 0 ? 'w' : '-');
        if (special) {
            line.append(execute ? specialLetter : Character.toUpperCase(specialLetter));
        } else {
            line.append(execute ? 'x' : '-');
        }
    }

    private String owner(@Nullable PosixAttributes posix) {
        if (posix == null) {
            return user;
        }
        return posix.owner() != null ? posix.owner() : Integer.toUnsignedString(posix.uid());
    }

    private String group(@Nullable PosixAttributes posix) {
        if (posix == null) {
            return user;
        }
        return posix.group() != null ? posix.group() : Integer.toUnsignedString(posix.gid());
    }

    /** Time of day for the last half year, else the year: as {@code ls} does. */
    private String time(Instant modified) {
        long wanted = Math.floorDiv(modified.getEpochSecond(), 60);
        if (wanted != minute) {
            timeOfMinute = format(modified);
            minute = wanted;
        }
        return timeOfMinute;
    }

    private String format(Instant modified) {
        StringBuilder line = new StringBuilder(12);
        ZonedDateTime time = modified.atZone(zone);
        line.append(MONTHS[time.getMonthValue() - 1]);
        right(line, time.getDayOfMonth(), 2);
        if (modified.isAfter(recentFrom) && modified.isBefore(recentTo)) {
            line.append(' ');
            twoDigits(line, time.getHour());
            line.append(':');
            twoDigits(line, time.getMinute());
        } else {
            right(line, time.getYear(), 5);
        }
        return line.toString();
    }

    private static void twoDigits(StringBuilder line, int number) {
        line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** A column of its own, however long the number is. */
    private static void right(StringBuilder line, long number, int width) {
        String digits = Long.toString(number);
        line.append(' ');
        for (int i = digits.length(); i < width; i++) {
            line.append(' ');
        }
        line.append(digits);
    }

    private static void left(StringBuilder line, String text) {
        line.append(' ').append(text);
        for (int i = text.length(); i < OWNER_WIDTH; i++) {
            line.append(' ');
        }
    }
}
