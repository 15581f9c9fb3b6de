package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What programs do to names, with a look at what they have open. Safe for use by many threads. */
final class Entries {

    /** {@code RENAME_NOREPLACE} of {@code linux/fs.h}. */
    static final int NO_REPLACE = 1;

    /** What libfuse renames a file to that is deleted while it is open. */
    private static final Pattern HIDDEN = Pattern.compile("\\.fuse_hidden[0-9a-f]{16,}");

    private final FileSystem fs;
    private final OpenFiles open;
    private final Vacancies vacancies;
    private final Ownership ownership;
    private final Set<FsPath> hidden = Collections.synchronizedSet(Collections.newSetFromMap(new LatestHidden()));
    private final String mountPoint;

    Entries(FileSystem fs, OpenFiles open, Vacancies vacancies, Ownership ownership, Path mountPoint) {
        this.fs = fs;
        this.open = open;
        this.vacancies = vacancies;
        this.ownership = ownership;
        this.mountPoint = mountPoint.toString();
    }

    // ---------------------------------------------------------------- looking

    FileInfo info(FsPath path) throws IOException {
        long before = vacancies.count();
        try {
            return look(path);
        } catch (NoSuchFileException missing) {
            if (hidden.contains(path)) {
                // The kernel asks for a file by its name of before: it is to look for the name again.
                throw new ErrnoException(Errno.ESTALE, path, "the file has been replaced or deleted");
            }
            if (vacancies.count() == before) {
                throw missing;
            }
            vacancies.await(path);
            return look(path);
        }
    }

    private FileInfo look(FsPath path) throws IOException {
        OpenFile file = open.at(path);
        return file != null ? file.info() : fs.lstat(path);
    }

    /** How many bytes {@link #readLink} gives. */
    long linkSize(FileInfo link) throws IOException {
        return readLink(link.path()).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Who is told of entries. */
    @FunctionalInterface
    interface Listener {
        void entry(FileInfo info);
    }

    void list(FsPath directory, Listener listener) throws IOException {
        Set<FsPath> unpublished = new HashSet<>();
        for (OpenFile file : open.below(directory)) {
            if (file.isUnpublished() && file.path().parentOrRoot().equals(directory)) {
                unpublished.add(file.path());
            }
        }
        try (DirectoryListing listing = fs.list(directory)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                OpenFile file = open.isEmpty() ? null : open.at(entry.path());
                unpublished.remove(entry.path());
                listener.entry(file != null && file.isDirty() ? file.info() : entry);
            }
        }
        for (FsPath path : unpublished) {
            OpenFile file = open.at(path);
            if (file != null) {
                listener.entry(file.info());
            }
        }
    }

    /** A link from the root of the storage leads from the mount's directory on; others are as they were written. */
    String readLink(FsPath link) throws IOException {
        String target = fs.readLink(link);
        return target.startsWith("/") ? mountPoint + target : target;
    }

    // ---------------------------------------------------------------- changing

    void createDirectory(FsPath directory, int mode) throws IOException {
        fs.createDirectory(directory);
        Capabilities can = fs.capabilities(directory);
        if (can.has(Capability.SET_MODE)) {
            fs.setAttributes(directory, AttributeChanges.mode(mode & 07777));
        }
    }

    void createLink(FsPath link, String target) throws IOException {
        if (!fs.capabilities(link).has(Capability.SYMBOLIC_LINKS)) {
            throw new ErrnoException(Errno.EPERM, link, "the storage has no links");
        } else if (!target.startsWith("/")) {
            fs.createSymbolicLink(link, target);
        } else if (target.equals(mountPoint) || target.startsWith(mountPoint + "/")) {
            String inside = target.substring(mountPoint.length());
            fs.createSymbolicLink(link, inside.isEmpty() ? "/" : inside);
        } else {
            throw new ErrnoException(Errno.EPERM, link, "a link out of the storage, to " + target);
        }
    }

    void unlink(FsPath path) throws IOException {
        OpenFile file = open.at(path);
        if (file != null) {
            // The last handle is being closed: libfuse hides what is open.
            file.unlink();
            open.forget(path);
            return;
        }
        if (fs.lstat(path).isDirectory()) {
            throw new ErrnoException(Errno.EISDIR, path, "is a directory");
        }
        fs.delete(path);
    }

    void removeDirectory(FsPath directory) throws IOException {
        if (!fs.lstat(directory).isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        for (OpenFile file : open.below(directory)) {
            if (file.isUnpublished()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
        fs.delete(directory);
    }

    void rename(FsPath source, FsPath target, int flags) throws IOException {
        if ((flags & ~NO_REPLACE) != 0) {
            throw new ErrnoException(Errno.EINVAL, source, "no storage can exchange two entries");
        }
        OpenFile file = open.at(source);
        if (file != null && HIDDEN.matcher(target.name()).matches()) {
            vacancies.begin(source);
            hidden.add(target);
            file.unlink();
            open.hidden(source, target);
            return;
        }
        try {
            replace(source, target, (flags & NO_REPLACE) != 0 ? IfExists.FAIL : IfExists.REPLACE);
        } finally {
            vacancies.end();
        }
    }

    private void replace(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        for (OpenFile below : open.below(source)) {
            below.publish(false);
        }
        OpenFile replaced = open.at(target);
        if (replaced != null && replaced.isUnpublished()) {
            if (ifExists == IfExists.FAIL) {
                throw new FileAlreadyExistsException(source.toString(), target.toString(), null);
            }
            replaced.unlink();
        }
        move(source, target, ifExists);
        open.moved(source, target);
    }

    private void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        try {
            fs.move(source, target, ifExists);
        } catch (FileAlreadyExistsException there) {
            FileInfo existing = directoryAt(target);
            if (ifExists == IfExists.FAIL || existing == null) {
                throw there;
            }
            if (!fs.lstat(source).isDirectory()) {
                throw new ErrnoException(Errno.EISDIR, target, "is a directory");
            }
            // POSIX lets a directory take the place of an empty one.
            fs.delete(target);
            fs.move(source, target, ifExists);
        } catch (IOException failure) {
            if (ErrorKind.of(failure) == ErrorKind.UNSUPPORTED) {
                // Programs copy and delete then.
                ErrnoException elsewhere = new ErrnoException(Errno.EXDEV, source, "the storage cannot move it");
                elsewhere.addSuppressed(failure);
                throw elsewhere;
            }
            throw failure;
        }
    }

    private @Nullable FileInfo directoryAt(FsPath path) throws IOException {
        try {
            FileInfo info = fs.lstat(path);
            return info.isDirectory() ? info : null;
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    void truncate(FsPath path, long size) throws IOException {
        OpenFile file = open.at(path);
        if (file != null) {
            file.truncate(size);
            return;
        }
        Capabilities can = fs.capabilities(path);
        if (can.hasAll(InPlaceDraft.NEEDED)) {
            try (WriteHandle handle =
                    fs.openWrite(path, WriteOptions.update().mustExistAlready().inPlace())) {
                handle.truncate(size);
                handle.commit();
            }
            return;
        }
        OpenFile alone = new OpenFile(fs, path);
        try {
            alone.truncate(size);
            alone.publish(false);
        } finally {
            alone.close();
        }
    }

    /** Sets what the storage keeps. Times of access that it does not keep are let go, all else is refused. */
    void setAttributes(FsPath path, AttributeChanges asked) throws IOException {
        Capabilities can = fs.capabilities(path);
        AttributeChanges changes = asked;
        if (changes.lastAccess() != null && !can.has(Capability.SET_LAST_ACCESS)) {
            changes = new AttributeChanges(changes.lastModified(), null, changes.mode(), changes.uid(), changes.gid());
        }
        if (!can.has(Capability.WRITE)) {
            throw new ErrnoException(Errno.EROFS, path, "the storage is read-only");
        }
        if (!can.hasAll(changes.required())) {
            changes = ownership.needed(changes, can, info(path));
        }
        if (changes.isEmpty()) {
            return;
        }
        if (!can.hasAll(changes.required())) {
            throw new ErrnoException(Errno.EPERM, path, "the storage does not keep it");
        }
        OpenFile file = open.at(path);
        if (file != null) {
            file.setAttributes(changes);
        } else {
            fs.setAttributes(path, changes, Links.NO_FOLLOW);
        }
    }

    /** The latest names that libfuse gave to files that were open. */
    private static final class LatestHidden extends LinkedHashMap<FsPath, Boolean> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 1000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FsPath, Boolean> eldest) {
            return size() > MOST;
        }
    }
}
