package io.anyfs.nio.backend;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.nio.backend.NioWriteHandle.Opened;
import io.anyfs.nio.backend.Places.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens files for writing and publishes them. */
final class NioWrites {

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};
    private static final int BYTES = 128 * 1024;

    private final NioBackend backend;
    private final Traits traits;
    private final AttributeSetter setter;

    NioWrites(NioBackend backend, Traits traits, AttributeSetter setter) {
        this.backend = backend;
        this.traits = traits;
        this.setter = setter;
    }

    NioWriteHandle open(FsPath path, WriteOptions how) throws IOException {
        if (how.createParents() && !how.mustExist()) {
            createParents(path);
        }
        Place place = place(path, how);
        FileInfo there = checked(backend.places().find(place, path), path, how);
        return how.publication() == WriteOptions.Publication.IN_PLACE
                ? openInPlace(path, place, there, how)
                : openBeside(path, place, there, how);
    }

    /** A new file never goes through a link, as with O_EXCL of POSIX. */
    private Place place(FsPath path, WriteOptions how) throws IOException {
        Links links = how.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
        return backend.places().placeInDirectory(path, links);
    }

    private void createParents(FsPath path) throws IOException {
        FsPath at = FsPath.ROOT;
        for (String name : path.parentOrRoot()) {
            at = at.child(name);
            Place place = backend.places().place(at, Links.FOLLOW);
            FileInfo there = backend.places().find(place, path);
            if (there == null) {
                try {
                    Files.createDirectory(place.host());
                } catch (FileAlreadyExistsException raced) {
                    // Another was quicker.
                }
            } else if (!there.isDirectory()) {
                throw new NotDirectoryException(path.toString());
            }
        }
    }

    /** The file that is there; {@code null} if nothing is and nothing has to be. */
    private static @Nullable FileInfo checked(@Nullable FileInfo there, FsPath path, WriteOptions how)
            throws IOException {
        if (there == null) {
            if (how.mustExist()) {
                throw new NoSuchFileException(path.toString());
            }
            return null;
        } else if (there.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (how.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        } else if (!there.isFile()) {
            throw new FileSystemException(
                    path.toString(), null, "neither a file nor a directory; it cannot be written");
        }
        return there;
    }

    // ---------------------------------------------------------------- at commit

    private NioWriteHandle openBeside(FsPath path, Place place, @Nullable FileInfo there, WriteOptions how)
            throws IOException {
        Path beside = beside(place);
        boolean done = false;
        try {
            FileInfo base = how.keepsContent() ? there : null;
            OpenChannel channel = base == null
                    ? OpenChannel.open(beside, NEW, permissions(there, how))
                    : takeOver(place, base, beside, path);
            long size = base == null ? 0 : base.size();
            long next = how.mode() == WriteMode.APPEND ? size : 0;
            done = true;
            String startedFrom = base == null ? null : version(base);
            return new NioWriteHandle(this, new Opened(path, beside, how, startedFrom), channel, next, size);
        } finally {
            if (!done) {
                Files.deleteIfExists(beside);
            }
        }
    }

    static Path beside(Place place) {
        return place.host().resolveSibling(TemporaryNames.next());
    }

    /** Opens a copy of what is there, made within the filesystem where that can. */
    private OpenChannel takeOver(Place place, FileInfo there, Path beside, FsPath path) throws IOException {
        OpenChannel copy = traits.startsAnew() ? copyThrough(path, beside) : copyWithin(place, beside);
        boolean unchanged = false;
        try {
            FileInfo after = backend.places().find(place, path);
            unchanged = after != null && version(after).equals(version(there));
        } finally {
            if (!unchanged) {
                copy.close();
            }
        }
        if (!unchanged) {
            throw new FileChangedException(path.toString(), "it changed while its content was taken over");
        }
        return copy;
    }

    private static OpenChannel copyWithin(Place place, Path beside) throws IOException {
        Files.copy(place.host(), beside);
        return OpenChannel.open(beside, EXISTING);
    }

    private OpenChannel copyThrough(FsPath path, Path beside) throws IOException {
        OpenChannel target = OpenChannel.open(beside, NEW);
        boolean done = false;
        try (NioReadHandle source = backend.read(path)) {
            ByteBuffer buffer = ByteBuffer.allocate(BYTES);
            long position = 0;
            while (source.read(buffer.clear(), position) >= 0) {
                buffer.flip();
                int bytes = buffer.remaining();
                target.write(buffer, position);
                position += bytes;
            }
            done = true;
            return target;
        } finally {
            if (!done) {
                target.close();
            }
        }
    }

    /** Tells versions apart as well as the filesystem lets. */
    private static String version(FileInfo info) {
        String version = info.version();
        return version != null ? version : info.lastModified() + "-" + info.size();
    }

    FileInfo commit(NioWriteHandle write) throws IOException {
        return backend.run(
                write.opened().asked(), () -> write.opened().isInPlace() ? finishInPlace(write) : publish(write));
    }

    void discard(NioWriteHandle write) throws IOException {
        if (traits.startsAnew()) {
            backend.run(write.opened().asked(), () -> {
                discardEntry(write);
                return write;
            });
            return;
        }
        try {
            write.channel().close();
        } finally {
            if (!write.opened().isInPlace()) {
                Files.deleteIfExists(write.opened().file());
            }
        }
    }

    /** A close makes the entry, and breaks where its directory has been deleted: so there is one until the entry has gone. */
    private static void discardEntry(NioWriteHandle write) throws IOException {
        Path directory = write.opened().file().getParent();
        boolean deleted = !Files.exists(directory);
        if (deleted) {
            Files.createDirectories(directory);
        }
        write.channel().close();
        Files.deleteIfExists(write.opened().file());
        if (deleted) {
            Files.delete(directory);
        }
    }

    private FileInfo publish(NioWriteHandle write) throws IOException {
        FsPath path = write.opened().asked();
        WriteOptions how = write.opened().options();
        // The path may lead elsewhere by now, or nowhere.
        Place place = place(path, how);
        backend.locks().decide(place.host(), place.host(), () -> {
            FileInfo there = checked(backend.places().find(place, path), path, how);
            requireUnchanged(write, there);
            if (how.durable()) {
                write.channel().force();
            }
            write.channel().close();
            AttributeChanges changes = withModeOf(there, write.attributes());
            setter.apply(write.opened().file(), false, changes, path);
            move(write.opened().file(), place.host(), changes);
        });
        return published(path, place, write);
    }

    /** Moves an unfinished file to its place. Whoever may be there is replaced. */
    void move(Path unfinished, Path host, AttributeChanges changes) throws IOException {
        StandardCopyOption way = traits.capabilities().has(Capability.ATOMIC_MOVE)
                ? StandardCopyOption.ATOMIC_MOVE
                : StandardCopyOption.REPLACE_EXISTING;
        Files.move(unfinished, host, way);
        if (traits.startsAnew()) {
            setter.setTimes(host, changes);
        }
    }

    /** A file that is replaced keeps its mode; the set-id bits were given to the old content. */
    private AttributeChanges withModeOf(@Nullable FileInfo there, AttributeChanges changes) {
        boolean keeps = changes.mode() == null && traits.capabilities().has(Capability.SET_MODE);
        return keeps && there != null && there.posix() != null
                ? changes.withMode(there.posix().mode() & 0777)
                : changes;
    }

    private void requireUnchanged(NioWriteHandle write, @Nullable FileInfo there) throws IOException {
        WriteOptions how = write.opened().options();
        String found = there == null ? null : version(there);
        String path = write.opened().asked().toString();
        String wanted = how.ifVersion();
        if (wanted != null && !wanted.equals(found)) {
            throw new FileChangedException(
                    path, "expected version " + wanted + ", found " + (found == null ? "none" : found));
        }
        if (how.keepsContent() && !Objects.equals(write.opened().startedFrom(), found)) {
            throw new FileChangedException(
                    path, "it changed since its content was taken over; nothing is lost of either");
        }
    }

    /** It is published; that another deletes it in the next moment is no failure any more. */
    private FileInfo published(FsPath path, Place place, NioWriteHandle write) throws IOException {
        FileInfo info = backend.places().find(place, path);
        return info == null ? FileInfo.of(path, FileType.FILE, write.size(), Instant.now()) : backend.told(info);
    }

    private FileAttribute<?>[] permissions(@Nullable FileInfo there, WriteOptions how) {
        Integer mode = how.attributes().mode();
        if (mode == null && there != null && there.posix() != null) {
            mode = there.posix().mode();
        }
        return mode == null || !traits.capabilities().has(Capability.SET_MODE)
                ? NO_ATTRIBUTES
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(AttributeSetter.permissions(mode | 0600))
                };
    }

    // ---------------------------------------------------------------- in place

    private NioWriteHandle openInPlace(FsPath path, Place place, @Nullable FileInfo there, WriteOptions how)
            throws IOException {
        String wanted = how.ifVersion();
        if (wanted != null && (there == null || !wanted.equals(there.version()))) {
            throw new FileChangedException(path.toString(), "expected version " + wanted + ", found another or none");
        }
        Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        switch (how.mode()) {
            case CREATE_NEW -> options.add(StandardOpenOption.CREATE_NEW);
            case REPLACE -> options.add(StandardOpenOption.TRUNCATE_EXISTING);
            case APPEND, UPDATE -> {}
        }
        if (!how.mustExist() && how.mode() != WriteMode.CREATE_NEW) {
            options.add(StandardOpenOption.CREATE);
        }
        OpenChannel channel = OpenChannel.open(place.host(), options, permissions(null, how));
        boolean done = false;
        try {
            long size = channel.size();
            long next = how.mode() == WriteMode.APPEND ? size : 0;
            String id = backend.places().existing(place, path).fileId();
            done = true;
            return new NioWriteHandle(this, new Opened(path, place.host(), how, id), channel, next, size);
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private FileInfo finishInPlace(NioWriteHandle write) throws IOException {
        FsPath path = write.opened().asked();
        if (write.opened().options().durable()) {
            write.channel().force();
        }
        write.channel().close();
        Place place = new Place(path, write.opened().file());
        FileInfo there = backend.places().find(place, path);
        if (there == null || !Objects.equals(there.fileId(), write.opened().startedFrom())) {
            // The file was deleted or replaced; what was written went with it, as on any POSIX system.
            return FileInfo.of(path, FileType.FILE, write.size(), Instant.now());
        }
        setter.apply(place.host(), false, write.attributes(), path);
        return published(path, place, write);
    }
}
