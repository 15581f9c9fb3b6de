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

    private final AtomicReferenceArray<@Nullable Step> steps = new AtomicReferenceArray<>(SLOTS);

    /**
     * What was found out about one directory on the way.
     *
     * @param swappable whether others can swap what is in it and belongs to this user or root
     * @param loose whether others can swap what is in it and belongs to somebody else
     */
    private record Step(Path host, boolean swappable, boolean loose, long at) {}

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
        Path parent = host.getParent();
        if (parent == null) {
            return false;
        }
        Step above = step(parent);
        return above.swappable || (above.loose && !isOurs(facts(host)));
    }

    private Step step(Path host) throws IOException {
        int slot = Math.floorMod(host.hashCode(), SLOTS);
        Step known = steps.get(slot);
        long now = System.nanoTime();
        if (known == null || !known.host.equals(host) || now - known.at > LIFE) {
            known = ask(host, now);
            steps.set(slot, known);
        }
        return known;
    }

    /** In a sticky directory only the owner of an entry can swap it. */
    private Step ask(Path host, long now) throws IOException {
        Map<String, Object> facts = facts(host);
        int mode = (Integer) Objects.requireNonNull(facts.get("mode"));
        boolean writable = (mode & WRITABLE_BY_OTHERS) != 0;
        boolean sticky = (mode & STICKY) != 0;
        boolean swappable = !isOurs(facts) || (writable && !sticky);
        Path parent = host.getParent();
        if (parent == null || swappable) {
            return new Step(host, swappable, writable, now);
        }
        Step above = step(parent);
        // As old as the oldest answer that it stands on.
        return new Step(host, above.swappable, writable, above.at);
    }

    private static Map<String, Object> facts(Path host) throws IOException {
        return Files.readAttributes(host, FACTS, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOurs(Map<String, Object> facts) {
        return isOurs((Integer) Objects.requireNonNull(facts.get("uid")));
    }

    private static boolean isOurs(int uid) {
        return uid == ROOT_USER || uid == Self.UID;
    }
}
