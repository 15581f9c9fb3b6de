package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets the facts of files, through the directory that holds them. What the JDK can do by path only is done so where nobody else
 * can swap directories, and refused elsewhere: the set-id and sticky bits, pipes and devices, links themselves.
 */
final class AttributeWriter {

    /** Older JDKs set times through a directory in whole microseconds, also the one of the two that was to stay. */
    static final ChronoUnit PRECISION = Runtime.version().feature() < 22 ? ChronoUnit.MICROS : ChronoUnit.NANOS;

    private static final int SPECIAL = 07000;

    private final Root root;
    private final Exposure exposure;

    AttributeWriter(Root root, Exposure exposure) {
        this.root = root;
        this.exposure = exposure;
    }

    /** Sets owner and mode first: a change of owner clears the set-id bits, and times come last because all changes move them. */
    void apply(Place place, AttributeChanges changes, FsPath asked) throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        BasicFileAttributes file = place.existing(asked);
        boolean ordinary = isOrdinary(file);
        requirePossible(file, changes, asked);
        if (!ordinary || (changes.mode() != null && (changes.mode() & SPECIAL) != 0)) {
            requireNotExposed(place, asked);
        }
        if (changes.uid() != null || changes.gid() != null) {
            setOwner(place, ordinary, changes.uid(), changes.gid());
        }
        if (changes.mode() != null) {
            setMode(place, file, ordinary, changes.mode(), asked);
        }
        if (changes.lastModified() != null || changes.lastAccess() != null) {
            setTimes(place, ordinary, changes.lastModified(), changes.lastAccess());
        }
    }

    /** All that is certain to fail is refused before anything changes. */
    private static void requirePossible(BasicFileAttributes file, AttributeChanges changes, FsPath asked)
            throws IOException {
        if (file.isSymbolicLink() && changes.mode() != null) {
            throw new UnsupportedCapabilityException(asked.toString(), Capability.SET_MODE);
        }
        boolean times = changes.lastModified() != null || changes.lastAccess() != null;
        // The JDK opens what it sets times of, but for links in newer versions; it would wait for the other end of a
        // pipe.
        boolean settable = file.isSymbolicLink() ? PRECISION == ChronoUnit.NANOS : isOrdinary(file);
        if (times && !settable) {
            throw new UnsupportedCapabilityException(asked.toString(), Capability.SET_LAST_MODIFIED);
        }
    }

    private void requireNotExposed(Place place, FsPath asked) throws IOException {
        if (exposure.isExposed(place.directory())) {
            throw new AccessDeniedException(
                    asked.toString(),
                    null,
                    "set-id and sticky bits, and attributes of what is neither file nor directory, are set by path only,"
                            + " which is not safe where others may write to directories on the way");
        }
    }

    private void setOwner(Place place, boolean ordinary, @Nullable Integer uid, @Nullable Integer gid)
            throws IOException {
        PosixFileAttributeView view = view(place, ordinary, PosixFileAttributeView.class);
        FileSystem system = root.real().getFileSystem();
        if (uid != null) {
            view.setOwner(Principals.user(system, uid));
        }
        if (gid != null) {
            view.setGroup(Principals.group(system, gid));
        }
    }

    private void setMode(Place place, BasicFileAttributes file, boolean ordinary, int mode, FsPath asked)
            throws IOException {
        boolean special = (mode & SPECIAL) != 0;
        if (!ordinary) {
            // Without following links the JDK opens what it changes, and would wait for the other end of a pipe.
            requireAt(place, file, asked);
            Files.setPosixFilePermissions(place.host(), Facts.permissions(mode));
            return;
        }
        try {
            view(place, ordinary, PosixFileAttributeView.class).setPermissions(Facts.permissions(mode));
        } catch (AccessDeniedException unreadable) {
            // Older JDKs open the file for that, which needs a permission that it may lack.
            if (exposure.isExposed(place.directory()) || !isAt(place, file)) {
                throw unreadable;
            }
            Files.setPosixFilePermissions(place.host(), Facts.permissions(mode));
        }
        if (special) {
            requireAt(place, file, asked);
            Files.setAttribute(place.host(), "unix:mode", mode);
        }
    }

    private void setTimes(Place place, boolean ordinary, @Nullable Instant modified, @Nullable Instant access)
            throws IOException {
        view(place, ordinary, BasicFileAttributeView.class).setTimes(time(modified), time(access), null);
    }

    private static boolean isOrdinary(BasicFileAttributes file) {
        return file.isRegularFile() || file.isDirectory();
    }

    /** A mode that was not set is never told to be. */
    private static void requireAt(Place place, BasicFileAttributes file, FsPath asked) throws IOException {
        if (!isAt(place, file)) {
            throw new FileChangedException(asked.toString(), "another took its place in this moment");
        }
    }

    private static boolean isAt(Place place, BasicFileAttributes file) throws IOException {
        return Objects.equals(
                file.fileKey(),
                Files.readAttributes(place.host(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }

    private static @Nullable FileTime time(@Nullable Instant time) {
        return time == null ? null : FileTime.from(time.truncatedTo(PRECISION));
    }

    private static <V extends FileAttributeView> V view(Place place, boolean throughDirectory, Class<V> type)
            throws IOException {
        V view = throughDirectory
                ? place.directory().view(place.name(), type)
                : Files.getFileAttributeView(place.host(), type, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            throw new UnsupportedOperationException("no " + type.getSimpleName() + " here");
        }
        return view;
    }
}
