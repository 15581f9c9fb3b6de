package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.StorageFullException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.WriteOptions.Publication;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens files for writing and publishes what was written. What a file must or must not be is checked at both. */
final class LocalWrites {

    /** Below this, asking for the room there is costs more than writing the file. */
    private static final long WORTH_ASKING = 16L * 1024 * 1024;

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final LocalBackend backend;
    private final LocalOptions options;
    private final InPlaceWrites inPlaceWrites;

    LocalWrites(LocalBackend backend, LocalOptions options) {
        this.backend = backend;
        this.options = options;
        this.inPlaceWrites = new InPlaceWrites(backend, options);
    }

    BackendWriteHandle open(FsPath path, WriteOptions how) throws IOException {
        createParents(path, how);
        Found found = backend.find(path, links(how));
        Place place = found.place();
        boolean opened = false;
        boolean inPlace = how.publication() == Publication.IN_PLACE || options.publication() == Publication.IN_PLACE;
        try {
            BasicFileAttributes there = checked(found.there(), path, how);
            requireRoom(place, path, how);
            backend.sweeper().touched(place.directory());
            BackendWriteHandle handle =
                    inPlace ? inPlaceWrites.open(path, place, there, how) : openUnfinished(path, place, there, how);
            opened = true;
            return handle;
        } finally {
            if (!(opened && inPlace)) {
                place.close();
            }
        }
    }

    private BackendWriteHandle openUnfinished(
            FsPath path, Place place, @Nullable BasicFileAttributes there, WriteOptions how) throws IOException {
        Place beside = new Place(place.directory().share(), backend.names().next());
        FileChannel channel = create(beside, permissions(there, how));
        Unfinished unfinished = backend.unfinished().created(beside);
        boolean opened = false;
        try {
            String startedFrom = null;
            long size = 0;
            if (how.keepsContent() && there != null) {
                startedFrom = copy(path, new Found(place, there), channel);
                size = channel.size();
            }
            opened = true;
            return new LocalWriteHandle(
                    this,
                    path,
                    unfinished,
                    place.directory().host(),
                    channel,
                    how,
                    startedFrom,
                    how.mode() == WriteMode.APPEND ? size : 0,
                    size);
        } finally {
            if (!opened) {
                try (unfinished) {
                    channel.close();
                }
            }
        }
    }

    /** Copies a file to a place, with its modification time and mode; a link that is there is replaced itself. */
    void copy(FsPath source, Place from, FsPath target, Place to, IfExists ifExists) throws IOException {
        backend.sweeper().touched(to.directory());
        BasicFileAttributes file = from.existing(source);
        Place beside = new Place(to.directory().share(), backend.names().next());
        try (FileChannel channel = create(beside, ownerOnly());
                Unfinished unfinished = backend.unfinished().created(beside)) {
            copy(source, new Found(from, file), channel);
            AttributeChanges kept =
                    AttributeChanges.lastModified(file.lastModifiedTime().toInstant());
            if (file instanceof PosixFileAttributes permitted) {
                kept = kept.withMode(Facts.mode(permitted.permissions()));
            }
            AttributeChanges changes = kept;
            unfinished.use(place -> backend.writer().apply(place, changes, source));
            if (options.fsync() != Fsync.ON_REQUEST) {
                channel.force(true);
            }
            backend.publisher().decide(to, () -> {
                if (ifExists == IfExists.FAIL) {
                    unfinished.publish(place -> backend.publisher().moveToFree(place, to, target));
                } else {
                    unfinished.publish(place -> backend.publisher().move(place, to, target));
                }
            });
        }
        if (options.fsync() == Fsync.ALWAYS) {
            backend.directories().force(to.directory());
        }
    }

    /** Creates an unfinished file, or gives up the use of its directory. */
    private static FileChannel create(Place place, FileAttribute<?>... permissions) throws IOException {
        boolean created = false;
        try {
            FileChannel channel = place.directory().open(place.name(), NEW, permissions);
            created = true;
            return channel;
        } finally {
            if (!created) {
                place.close();
            }
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return backend.isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Facts.permissions(0600))}
                : new FileAttribute<?>[0];
    }

    /** Copies what is there, and says which version that was. */
    private String copy(FsPath path, Found found, FileChannel target) throws IOException {
        try (LocalReadHandle source = backend.reads().open(path, found)) {
            ContentCopy.copy(source, target);
            return Objects.requireNonNull(source.info().version(), "a file has a version");
        }
    }

    /** Makes an unfinished file the one that it is about. */
    FileInfo publish(LocalWriteHandle write) throws IOException {
        createParents(write.asked(), write.options());
        // The path may lead elsewhere by now, or nowhere.
        FileInfo published = publish(write, Links.NO_FOLLOW);
        if (published == null) {
            published = publish(write, Links.FOLLOW);
        }
        return Objects.requireNonNull(published, "a link has been followed");
    }

    /** Publishes a file where its path leads; {@code null} if a link is there that has to be followed first. */
    private @Nullable FileInfo publish(LocalWriteHandle write, Links last) throws IOException {
        FsPath path = write.asked();
        WriteOptions how = write.options();
        try (Place place = backend.places().place(path, last)) {
            boolean published = backend.publisher().decideIf(place, () -> {
                if (how.mode() == WriteMode.CREATE_NEW) {
                    publishNew(write, place);
                    return true;
                }
                BasicFileAttributes there = place.find();
                if (last == Links.NO_FOLLOW && there != null && there.isSymbolicLink()) {
                    return false;
                }
                publish(write, place, checked(there, path, how));
                return true;
            });
            if (!published) {
                return null;
            }
            if (options.fsync() == Fsync.ALWAYS || how.durable()) {
                backend.directories().force(place.directory());
            }
            return published(path, place, write);
        }
    }

    /** That nothing has the name is not for a look to decide, so there is none but to tell what has it. */
    private void publishNew(LocalWriteHandle write, Place place) throws IOException {
        FsPath path = write.asked();
        finish(write, null, write.options());
        try {
            write.file().publish(beside -> backend.publisher().moveToFree(beside, place, path));
        } catch (FileAlreadyExistsException taken) {
            checked(place.find(), path, write.options());
            throw taken;
        }
    }

    private void publish(LocalWriteHandle write, Place place, @Nullable BasicFileAttributes there) throws IOException {
        FsPath path = write.asked();
        requireUnchanged(write, place, there);
        finish(write, there, write.options());
        if (there == null && mustBeNew(write)) {
            write.file().publish(beside -> backend.publisher().moveToFree(beside, place, path));
        } else {
            write.file().publish(beside -> backend.publisher().move(beside, place, path));
        }
    }

    /** It is published; that another deletes it in the next moment is no failure any more. */
    private FileInfo published(FsPath path, Place place, LocalWriteHandle write) throws IOException {
        try {
            return backend.reader().info(path, place);
        } catch (NoSuchFileException deleted) {
            return FileInfo.of(path, FileType.FILE, write.size(), Instant.now());
        }
    }

    /** Replacing needs no more than a rename; everything else must not replace what has come meanwhile. */
    private static boolean mustBeNew(LocalWriteHandle write) {
        return write.options().mode() != WriteMode.REPLACE;
    }

    private void requireUnchanged(LocalWriteHandle write, Place place, @Nullable BasicFileAttributes there)
            throws IOException {
        WriteOptions how = write.options();
        String wanted = how.ifVersion();
        if (wanted == null && !how.keepsContent()) {
            return;
        }
        String found = there == null
                ? null
                : backend.reader().info(write.asked(), place, there).version();
        if (wanted != null && !wanted.equals(found)) {
            throw new FileChangedException(
                    write.asked().toString(),
                    "expected version " + wanted + ", found " + (found == null ? "none" : found));
        }
        if (how.keepsContent() && !Objects.equals(write.startedFrom(), found)) {
            throw new FileChangedException(
                    write.asked().toString(), "it changed since its content was taken over; nothing is lost of either");
        }
    }

    /** Everything that must be so before others can see the file. */
    private void finish(LocalWriteHandle write, @Nullable BasicFileAttributes there, WriteOptions how)
            throws IOException {
        write.file().use(beside -> {
            AttributeChanges changes = write.attributes();
            if (changes.mode() == null && there instanceof PosixFileAttributes replaced) {
                // The set-id bits are not kept: they were given to the old content.
                BasicFileAttributes now = beside.existing(write.asked());
                if (now instanceof PosixFileAttributes fresh
                        && !fresh.permissions().equals(replaced.permissions())) {
                    changes = changes.withMode(Facts.mode(replaced.permissions()));
                }
            }
            backend.writer().apply(beside, changes, write.asked());
        });
        if (options.fsync() != Fsync.ON_REQUEST || how.durable()) {
            write.channel().force(true);
        }
        write.channel().close();
    }

    /** A new file never goes through a link, as with O_EXCL of POSIX. */
    private static Links links(WriteOptions how) {
        return how.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
    }

    private void createParents(FsPath path, WriteOptions how) throws IOException {
        if (how.createParents() && !how.mustExist()) {
            backend.directories().createParents(path, options.fsync() == Fsync.ALWAYS || how.durable());
        }
    }

    /** The file that is there; {@code null} if nothing is and nothing has to be. */
    private static @Nullable BasicFileAttributes checked(
            @Nullable BasicFileAttributes there, FsPath path, WriteOptions how) throws IOException {
        if (there == null) {
            if (how.mustExist()) {
                throw new NoSuchFileException(path.toString());
            }
            return null;
        } else if (there.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (how.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        } else if (!there.isRegularFile()) {
            throw new FileSystemException(
                    path.toString(), null, "neither a file nor a directory; it cannot be written");
        }
        return there;
    }

    private static void requireRoom(Place place, FsPath path, WriteOptions how) throws IOException {
        if (how.expectedSize() >= WORTH_ASKING) {
            long usable = Files.getFileStore(place.directory().host()).getUsableSpace();
            if (how.expectedSize() > usable) {
                throw new StorageFullException(
                        path.toString(), how.expectedSize() + " bytes were announced, there is room for " + usable);
            }
        }
    }

    /** An unfinished file is never open to more than the finished one will be. */
    static FileAttribute<?>[] permissions(@Nullable BasicFileAttributes there, WriteOptions how) {
        Integer mode = how.attributes().mode();
        if (mode != null) {
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Facts.permissions(mode | 0600))};
        }
        return there instanceof PosixFileAttributes replaced
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Facts.permissions(Facts.mode(replaced.permissions()) | 0600))
                }
                : new FileAttribute<?>[0];
    }
}
