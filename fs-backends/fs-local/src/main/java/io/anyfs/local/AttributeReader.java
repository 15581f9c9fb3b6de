package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of files.
 *
 * <p>Size, times, permissions and whether there is a file at all come from a system call of each time. What that call does not
 * give in Java ({@link Facts}) is remembered per file for a second, in bounded memory, so it may be a second old when another
 * program changed it. The JDK has no fstatat for it either, so it is read by path and believed only if the path led to the
 * same file as the directory did.
 */
final class AttributeReader {

    private static final String UNIX = "unix:fileKey,creationTime,uid,gid,nlink,mode";
    private static final int SLOTS = 4096;
    private static final int MAX_TRIES = 16;
    private static final long LIFE = TimeUnit.SECONDS.toNanos(1);

    private final Root root;
    private final Publisher publisher;
    private final Principals principals = new Principals();
    private final AtomicReferenceArray<@Nullable Facts> remembered = new AtomicReferenceArray<>(SLOTS);
    private final AtomicReferenceArray<@Nullable Confirmed> confirmed = new AtomicReferenceArray<>(SLOTS);

    /** A path that was found to lead to a file over directories that cannot be deceived. */
    private record Confirmed(FsPath path, Object key, BasicFileAttributes seen, long at) {}

    AttributeReader(Root root, Publisher publisher) {
        this.root = root;
        this.publisher = publisher;
    }

    /**
     * The facts of what is at a path, by one system call, if that is the file that the path was found to lead to within the last
     * second. {@code null} if it is not, or a link, or nothing.
     */
    @Nullable
    FileInfo known(FsPath path) {
        Confirmed way = way(path);
        if (way == null) {
            return null;
        }
        try {
            BasicFileAttributes file =
                    Files.readAttributes(root.host(path), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean same = way.key.equals(file.fileKey()) && !file.isSymbolicLink() && !publisher.isClaim(file);
            Facts facts = same ? remembered(file) : null;
            return facts == null ? null : Facts.info(path, file, facts);
        } catch (IOException notAnymore) {
            return null;
        }
    }

    /** A file as it was when a path was found to lead to it, within the last second; {@code null} if it was not. */
    @Nullable
    BasicFileAttributes seen(FsPath path) {
        Confirmed way = way(path);
        return way != null && way.seen.isRegularFile() ? way.seen : null;
    }

    private @Nullable Confirmed way(FsPath path) {
        Confirmed way = confirmed.get(slot(path));
        return way != null && way.path.equals(path) && System.nanoTime() - way.at <= LIFE ? way : null;
    }

    /** The facts of what is at a place, asked for by a path. */
    FileInfo info(FsPath asked, Place place) throws IOException {
        return info(asked, place, place.existing(asked));
    }

    /** The facts of what was seen at a place. */
    FileInfo info(FsPath asked, Place place, BasicFileAttributes seen) throws IOException {
        BasicFileAttributes file = seen;
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Facts facts = remembered(file);
            if (facts == null && file instanceof PosixFileAttributes posix) {
                facts = read(place.host(), posix);
                if (facts == null) {
                    file = place.existing(asked);
                    continue;
                }
            }
            return Facts.info(asked, file, facts);
        }
        throw new AccessDeniedException(asked.toString(), null, "the directory keeps being swapped");
    }

    /** Remembers that a path leads to what was seen. */
    void confirm(FsPath path, BasicFileAttributes seen) {
        Object key = seen.fileKey();
        if (root.posix() && key != null && !seen.isSymbolicLink()) {
            confirmed.set(slot(path), new Confirmed(path, key, seen, System.nanoTime()));
        }
    }

    /** Forgets what was remembered of a file, because it is being changed. */
    void forget(BasicFileAttributes file) {
        Object key = file.fileKey();
        if (key != null) {
            remembered.set(key.hashCode() & (SLOTS - 1), null);
        }
    }

    private @Nullable Facts remembered(BasicFileAttributes file) {
        Object key = file.fileKey();
        if (key == null) {
            return null;
        }
        Facts facts = remembered.get(key.hashCode() & (SLOTS - 1));
        return facts != null && facts.areOf(file) && System.nanoTime() - facts.readAt() < LIFE ? facts : null;
    }

    private @Nullable Facts read(Path host, PosixFileAttributes file) throws IOException {
        Map<String, Object> unix;
        try {
            unix = Files.readAttributes(host, UNIX, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException elsewhere) {
            return null;
        }
        Object key = file.fileKey();
        FileTime created = file.creationTime();
        if (!key.equals(unix.get("fileKey")) || !created.equals(unix.get("creationTime"))) {
            return null;
        }
        int uid = number(unix, "uid");
        int gid = number(unix, "gid");
        Facts facts = new Facts(
                key,
                created,
                fileId(key),
                uid,
                gid,
                number(unix, "nlink"),
                number(unix, "mode") & 07000,
                principals.owner(uid, file),
                principals.group(gid, file),
                System.nanoTime());
        remembered.set(key.hashCode() & (SLOTS - 1), facts);
        return facts;
    }

    private static int number(Map<String, Object> unix, String name) {
        return (Integer) Objects.requireNonNull(unix.get(name), name);
    }

    /** The JDK's text is {@code (dev=fe00,ino=42)}. */
    private static String fileId(Object key) {
        return key.toString().replace("(dev=", "").replace(",ino=", ":").replace(")", "");
    }

    private static int slot(FsPath path) {
        int hash = path.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
