package io.anyfs.expose.ftp;

import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A directory with all that it holds, as {@code ls -R} tells it: one directory after the other. Links are not followed. It
 * holds the directories that wait, of which there are at most {@value #MAX_WAITING}, and lists at most {@value #MAX_ENTRIES}
 * entries: a client that is told less than there is has to know it, so the listing fails then.
 */
final class TreeListing {

    static final int MAX_WAITING = 10_000;
    static final int MAX_ENTRIES = 1_000_000;

    /** A directory that is still to be listed, and what the client calls it. */
    private record Waiting(FsPath path, String prefix) {}

    private final Session session;
    private final ListStyle style;
    private final LineSender lines;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder(256);
    private int count;
    private int unread;
    private boolean tooMany;

    TreeListing(Session session, ListStyle style, LineSender lines) {
        this.session = session;
        this.style = style;
        this.lines = lines;
    }

    /** Sends all there is, beginning with entries that are open already. Returns how it ended. */
    FtpReply send(Entries first) throws IOException {
        sendDirectory(first, true);
        while (!tooMany && !waiting.isEmpty()) {
            Waiting next = waiting.removeLast();
            try (Entries entries = opened(next)) {
                if (entries != null) {
                    sendDirectory(entries, false);
                }
            }
        }
        if (tooMany) {
            return FtpReply.of(451, "The tree is too large for one listing; " + count + " entries were told");
        }
        return unread == 0
                ? FtpReply.of(226, count + " entries")
                : FtpReply.of(226, count + " entries; " + unread + " directories could not be read");
    }

    /** A directory may be gone by now, or not be for this user; the others are told all the same. */
    private @Nullable Entries opened(Waiting next) throws IOException {
        try {
            return Entries.of(session, next.path(), next.prefix());
        } catch (IOException failure) {
            switch (ErrorKind.of(failure)) {
                case NOT_FOUND, NOT_A_DIRECTORY, ACCESS_DENIED -> {
                    unread++;
                    return null;
                }
                default -> throw failure;
            }
        }
    }

    private void sendDirectory(Entries entries, boolean first) throws IOException {
        if (style == ListStyle.LONG) {
            sendHeader(entries.prefix(), first);
        }
        LineFormat format = style.format(session, entries);
        Deque<Waiting> below = new ArrayDeque<>();
        for (FileInfo info = entries.next(); info != null; info = entries.next()) {
            if (count == MAX_ENTRIES || waiting.size() + below.size() == MAX_WAITING) {
                tooMany = true;
                return;
            }
            count++;
            line.setLength(0);
            format.append(line, info, info.name());
            lines.send(line);
            if (info.isDirectory()) {
                below.addFirst(new Waiting(info.path(), entries.prefix() + info.name() + "/"));
            }
        }
        waiting.addAll(below);
    }

    /** As ls and other servers write it: the path with a colon, and an empty line before all but the first. */
    private void sendHeader(String prefix, boolean first) throws IOException {
        if (!first) {
            line.setLength(0);
            lines.send(line);
        }
        line.setLength(0);
        if (!prefix.startsWith("/")) {
            line.append("./");
        }
        line.append(prefix);
        if (line.length() > 1) {
            line.setLength(line.length() - 1);
        }
        lines.send(line.append(':'));
    }
}
