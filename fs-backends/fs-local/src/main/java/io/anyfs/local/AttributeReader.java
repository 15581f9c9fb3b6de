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
 * same file as the directory did. A JVM that opens its class ({@link UnixNumbers}) gives all with the first call, and nothing has to be
 * remembered.
 */
final class AttributeReader {

    private static final String UNIX = "unix:fileKey,creationTime,size,lastModifiedTime,uid,gid,nlink,mode";
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

    /** The facts of what was seen in a directory, if the path leads to it, too, and it is still as it was seen. */
    @Nullable
    FileInfo confirmed(FsPath path, BasicFileAttributes seen) throws IOException {
        if (!(seen instanceof PosixFileAttributes file) || seen.isSymbolicLink() || publisher.isClaim(seen)) {
            return null;
        }
        Map<String, Object> unix = look(root.host(path));
        if (!isOf(unix, file) || !isUnchanged(unix, file)) {
            return null;
        }
        confirm(path, seen);
        return Facts.info(path, file, remember(unix, file));
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

    /** What is known of a file that was just seen, without another look. */
    private @Nullable Facts remembered(BasicFileAttributes file) {
        Object key = file.fileKey();
        if (key == null) {
            return null;
        }
        UnixNumbers numbers = file instanceof PosixFileAttributes posix ? UnixNumbers.of(posix) : null;
        if (numbers != null) {
            return facts((PosixFileAttributes) file, key, numbers);
        }
        Facts facts = remembered.get(key.hashCode() & (SLOTS - 1));
        return facts != null && facts.areOf(file) && System.nanoTime() - facts.readAt() < LIFE ? facts : null;
    }

    private @Nullable Facts read(Path host, PosixFileAttributes file) throws IOException {
        Map<String, Object> unix = look(host);
        return isOf(unix, file) ? remember(unix, file) : null;
    }

    /** What the system says of what is at a path; empty if nothing is. */
    private static Map<String, Object> look(Path host) throws IOException {
        try {
            return Files.readAttributes(host, UNIX, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException elsewhere) {
            return Map.of();
        }
    }

    private static boolean isOf(Map<String, Object> unix, PosixFileAttributes file) {
        return file.fileKey().equals(unix.get("fileKey")) && file.creationTime().equals(unix.get("creationTime"));
    }

    private static boolean isUnchanged(Map<String, Object> unix, PosixFileAttributes file) {
        return Long.valueOf(file.size()).equals(unix.get("size"))
                && file.lastModifiedTime().equals(unix.get("lastModifiedTime"));
    }

    private Facts remember(Map<String, Object> unix, PosixFileAttributes file) {
        Object key = file.fileKey();
        UnixNumbers numbers =
                new UnixNumbers(number(unix, "uid"), number(unix, "gid"), number(unix, "nlink"), number(unix, "mode"));
        Facts facts = facts(file, key, numbers);
        remembered.set(key.hashCode() & (SLOTS - 1), facts);
        return facts;
    }

    private Facts facts(PosixFileAttributes file, Object key, UnixNumbers numbers) {
        return new Facts(
                key,
                file.creationTime(),
                fileId(key),
                numbers.uid(),
                numbers.gid(),
                numbers.links(),
                numbers.mode() & 07000,
                principals.owner(numbers.uid(), file),
                principals.group(numbers.gid(), file),
                System.nanoTime());
    }

    private static int number(Map<String, Object> unix, String name) {
        return (Integer) Objects.requireNonNull(unix.get(name), name);
    }

    /** The JDK's text is {@code (dev=fe00,ino=42)}. */
    private static String fileId(Object key) {
        String text = key.toString();
        int middle = text.indexOf(",ino=");
        return text.startsWith("(dev=") && middle > 0
                ? text.substring("(dev=".length(), middle)
                        + ':'
                        + text.substring(middle + ",ino=".length(), text.length() - 1)
                : text;
    }

    private static int slot(FsPath path) {
        int hash = path.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
