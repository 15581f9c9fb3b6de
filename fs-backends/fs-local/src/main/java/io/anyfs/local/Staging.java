package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where directories and links are created, to be moved from there to their place. The JDK can create them by path only, and
 * a path can be made to lead elsewhere in any moment; it can move them relative to directories, which cannot.
 *
 * <p>The staging directory lies in the root, has a name of its own and is closed to others. It exists from the first use to the
 * end. Where the place is on another device, or the root cannot be written to, things are created under a temporary name in
 * the place's own directory, and it is checked that they have come to be there.
 */
final class Staging implements Closeable {

    private final Directory root;
    private final TemporaryNames names;
    private @Nullable Directory directory;
    private boolean impossible;

    /** How to create something at a path where nothing is. */
    @FunctionalInterface
    interface Creation {
        void at(Path path) throws IOException;
    }

    Staging(Directory root, TemporaryNames names) {
        this.root = root;
        this.names = names;
    }

    /** Creates something and moves it to its place, in the place of whatever is there and can be replaced. */
    void create(Place place, FsPath asked, Creation creation) throws IOException {
        Directory staging = directory();
        if (staging != null) {
            try (staging) {
                create(staging, place, asked, creation);
                return;
            } catch (AtomicMoveNotSupportedException otherDevice) {
                // Created next to its place, then.
            }
        }
        create(place.directory(), place, asked, creation);
    }

    private void create(Directory where, Place place, FsPath asked, Creation creation) throws IOException {
        String name = names.next();
        creation.at(where.host().resolve(name));
        BasicFileAttributes created;
        try {
            created = where.attributes(name);
        } catch (NoSuchFileException elsewhere) {
            throw new AccessDeniedException(asked.toString(), null, "the directory was swapped in this moment");
        }
        boolean moved = false;
        try {
            where.move(name, place.directory(), place.name());
            moved = true;
        } finally {
            if (!moved) {
                if (created.isDirectory()) {
                    where.deleteDirectory(name);
                } else {
                    where.deleteFile(name);
                }
            }
        }
    }

    private synchronized @Nullable Directory directory() throws IOException {
        if (directory == null && !impossible) {
            String name = names.next();
            try {
                Files.createDirectory(root.host().resolve(name), closedToOthers());
                directory = root.child(name);
            } catch (FileAlreadyExistsException | AccessDeniedException refused) {
                impossible = true;
            }
        }
        Directory now = directory;
        return now == null ? null : now.share();
    }

    private FileAttribute<?>[] closedToOthers() {
        return root.host().getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public synchronized void close() throws IOException {
        Directory open = directory;
        if (open != null) {
            directory = null;
            open.close();
            root.deleteDirectory(open.real().name());
        }
    }
}
