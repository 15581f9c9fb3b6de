package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Creates directories and links. The JDK can create them by path only, and a path can be made to lead elsewhere in any moment;
 * but it can move them relative to directories, which cannot. So they are created in a staging directory and moved from there
 * to their places.
 *
 * <p>The staging directory lies in the root, has a name of its own and is closed to others. It exists from the first use to the
 * end. Where the place is on another device, or the root cannot be written to, things are created under a temporary name next
 * to their place, and it is checked that they have come to be there.
 *
 * <p>What remains possible: who may rename what lies in the root can put a link in the place of the staging directory; if that
 * hits the very moment between finding and using it, an empty directory or a link with a temporary name comes to be elsewhere,
 * and the call fails.
 */
final class Staging implements Closeable {

    private final Directory root;
    private final TemporaryNames names;
    private @Nullable Directory directory;
    private boolean impossible;
    private boolean closed;

    /** How to create something at a path where nothing is. */
    @FunctionalInterface
    interface Creation {
        void at(Path path) throws IOException;
    }

    /** How to move what was created to its place. */
    @FunctionalInterface
    interface Arrival {
        void from(Place staged) throws IOException;
    }

    Staging(Directory root, TemporaryNames names) {
        this.root = root;
        this.names = names;
    }

    /** Creates something at a place where nothing is. Where only paths are known, the system sees to it that nothing is. */
    void create(Place place, FsPath asked, Creation creation, Arrival arrival) throws IOException {
        if (place.directory() instanceof PathDirectory) {
            creation.at(place.host());
            return;
        }
        Directory staging = directory();
        if (staging != null) {
            try (staging) {
                create(staging, asked, creation, arrival);
                return;
            } catch (AtomicMoveNotSupportedException otherDevice) {
                // Created next to its place, then.
            }
        }
        create(place.directory(), asked, creation, arrival);
    }

    private void create(Directory where, FsPath asked, Creation creation, Arrival arrival) throws IOException {
        Place staged = new Place(where, names.next());
        creation.at(staged.host());
        BasicFileAttributes created = staged.find();
        if (created == null) {
            throw new AccessDeniedException(asked.toString(), null, "the directory was swapped in this moment");
        }
        boolean arrived = false;
        try {
            arrival.from(staged);
            arrived = true;
        } finally {
            if (!arrived) {
                discard(staged, created);
            }
        }
    }

    private static void discard(Place staged, BasicFileAttributes created) throws IOException {
        try {
            if (created.isDirectory()) {
                staged.directory().deleteDirectory(staged.name());
            } else {
                staged.directory().deleteFile(staged.name());
            }
        } catch (NoSuchFileException gone) {
            // It had arrived, or somebody cleaned up.
        }
    }

    private synchronized @Nullable Directory directory() throws IOException {
        if (directory == null && !impossible && !closed) {
            String name = names.next();
            try {
                Files.createDirectory(
                        root.host().resolve(name),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                directory = root.child(name);
            } catch (NoSuchFileException | FileAlreadyExistsException swapped) {
                throw swapped;
            } catch (FileSystemException refused) {
                impossible = true;
            }
        }
        Directory now = directory;
        return now == null ? null : now.share();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Directory open = directory;
        if (open != null) {
            directory = null;
            open.close();
            try {
                root.deleteDirectory(open.host().getFileName().toString());
            } catch (NoSuchFileException gone) {
                // Somebody cleaned up.
            }
        }
    }
}
