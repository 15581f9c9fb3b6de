package io.anyfs.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody else could swap a directory on the way to another for a link, so that what is done by path would be
 * done elsewhere. That can who owns a directory on the way, or may write to one. A process of our own user could as well; but
 * it can do elsewhere by itself whatever it could make us do there.
 */
final class Exposure {

    private static final String FACTS = "unix:uid,mode";
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int STICKY = 01000;
    private static final int ROOT_USER = 0;
    private static final int SLOTS = 256;
    private static final long LIFE = TimeUnit.SECONDS.toNanos(1);

    private final AtomicReferenceArray<@Nullable Answer> answers = new AtomicReferenceArray<>(SLOTS);

    private record Answer(Path host, boolean exposed, long at) {}

    /** Who this process is to the file system. Files tell; the JDK does not. */
    private static final class Self {
        static final int UID = ask();

        private static int ask() {
            try {
                Path own = Files.createTempFile("anyfs", null);
                try {
                    return (Integer) Objects.requireNonNull(Files.getAttribute(own, "unix:uid"));
                } finally {
                    Files.delete(own);
                }
            } catch (IOException | UnsupportedOperationException unknown) {
                return -1;
            }
        }
    }

    /** Whether the way to a directory can be swapped by others. The answer may be a second old. */
    boolean isExposed(Directory directory) throws IOException {
        if (directory instanceof PathDirectory) {
            return false;
        }
        Path host = directory.host();
        int slot = Math.floorMod(host.hashCode(), SLOTS);
        Answer known = answers.get(slot);
        long now = System.nanoTime();
        if (known == null || !known.host.equals(host) || now - known.at > LIFE) {
            known = new Answer(host, ask(host), now);
            answers.set(slot, known);
        }
        return known.exposed;
    }

    private static boolean ask(Path host) throws IOException {
        boolean ownerMatters = false;
        for (Path directory = host; directory != null; directory = directory.getParent()) {
            Map<String, Object> facts = Files.readAttributes(directory, FACTS, LinkOption.NOFOLLOW_LINKS);
            boolean ours = isOurs((Integer) Objects.requireNonNull(facts.get("uid")));
            int mode = (Integer) Objects.requireNonNull(facts.get("mode"));
            boolean sticky = (mode & STICKY) != 0;
            boolean last = directory.equals(host);
            // In a sticky directory only the owner of an entry can swap it: the directory that was looked at before.
            if (!last && !ours) {
                return true;
            }
            if (!last && (mode & WRITABLE_BY_OTHERS) != 0 && (!sticky || ownerMatters)) {
                return true;
            }
            ownerMatters = !ours;
        }
        return false;
    }

    private static boolean isOurs(int uid) {
        return uid == ROOT_USER || uid == Self.UID;
    }
}
