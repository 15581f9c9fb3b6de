package io.anyfs.vfs2.backend;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.vfs2.backend.Traits.Family;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Opens files for writing; at the commit they are uploaded beside their place, and renamed. */
final class VfsWrites {

    private static final int BYTES = 128 * 1024;

    private final VfsBackend backend;
    private final Deletions deletions;
    private final Renames renames;

    VfsWrites(VfsBackend backend, Deletions deletions, Renames renames) {
        this.backend = backend;
        this.deletions = deletions;
        this.renames = renames;
    }

    VfsWriteHandle open(FsPath path, WriteOptions how) throws IOException {
        if (how.createParents() && !how.mustExist()) {
            backend.change(path, () -> {
                createParents(path);
                return path;
            });
        }
        return backend.look(path, () -> {
            FileInfo base = checked(path, how);
            if (!how.keepsContent() || base == null) {
                return new VfsWriteHandle(this, path, how, null, new Stage(), 0);
            }
            Stage stage = Fetched.whole(backend.places().at(path));
            long next = how.mode() == WriteMode.APPEND ? stage.size() : 0;
            return new VfsWriteHandle(this, path, how, base, stage, next);
        });
    }

    private void createParents(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        FileInfo there = backend.places().find(parent);
        if (there == null) {
            createParents(parent);
            backend.createFolder(parent);
        } else if (!there.isDirectory()) {
            throw new java.nio.file.NotDirectoryException(path.toString());
        }
    }

    /** What is at the path, if it may be written to. */
    private @Nullable FileInfo checked(FsPath path, WriteOptions how) throws IOException {
        FileInfo there = backend.places().find(path);
        if (there == null) {
            backend.places().requireDirectory(path.parentOrRoot(), path);
            if (how.mustExist()) {
                throw new NoSuchFileException(path.toString());
            }
        } else if (how.mode() == WriteMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(path.toString());
        } else if (there.isDirectory()) {
            throw new IsDirectoryException(path.toString(), null);
        } else if (!there.isFile()) {
            throw new FileSystemException(path.toString(), null, "neither a file nor a directory");
        }
        return there;
    }

    FileInfo commit(VfsWriteHandle write) throws IOException {
        FsPath unfinished = TemporaryNames.unfinished(write.path());
        boolean alone = backend.traits().family() == Family.RAM;
        boolean done = false;
        try {
            if (!alone) {
                upload(write, unfinished);
            }
            FileInfo published = backend.change(write.path(), () -> {
                if (alone) {
                    // Its directories vanish under those who write into them.
                    try (OutputStream target = openUnfinished(write, unfinished)) {
                        send(write, target);
                    }
                    backend.forget();
                }
                return publish(write, unfinished);
            });
            done = true;
            return published;
        } finally {
            if (!done) {
                deletions.discardQuietly(unfinished);
            }
        }
    }

    private void upload(VfsWriteHandle write, FsPath unfinished) throws IOException {
        OutputStream target = backend.look(write.path(), () -> openUnfinished(write, unfinished));
        try (target) {
            send(write, target);
        } catch (IOException | RuntimeException failure) {
            throw VfsFailures.of(failure, write.path());
        }
    }

    /** Only where the directory exists: the provider would create it. */
    private OutputStream openUnfinished(VfsWriteHandle write, FsPath unfinished) throws IOException {
        checked(write.path(), write.options());
        backend.places().requireDirectory(write.path().parentOrRoot(), write.path());
        return backend.places().at(unfinished).getContent().getOutputStream();
    }

    private void send(VfsWriteHandle write, OutputStream target) throws IOException {
        // Memory is copied whole at each write.
        int chunk = backend.traits().family() == Family.RAM ? Integer.MAX_VALUE : BYTES;
        write.stage().sendTo(target, chunk, () -> {
            Fetched.requireNotInterrupted();
            if (write.isAborted()) {
                throw new AsynchronousCloseException();
            }
        });
    }

    private FileInfo publish(VfsWriteHandle write, FsPath unfinished) throws IOException {
        FsPath path = write.path();
        // First, as whoever deleted the directory meanwhile deleted what was uploaded into it.
        FileInfo there = checked(path, write.options());
        FileInfo uploaded = backend.places().findAny(unfinished);
        if (uploaded == null || uploaded.size() != write.stage().size()) {
            throw new FileSystemException(
                    path.toString(), null, missing(uploaded, write.stage().size()));
        }
        requireUnchanged(write, there);
        Instant time = write.attributes().lastModified();
        if (time != null) {
            backend.setTime(unfinished, time);
            backend.forget();
            uploaded = FileInfo.of(unfinished, FileType.FILE, uploaded.size(), time);
        }
        renames.rename(uploaded, path, there);
        FileInfo published = backend.places().find(path);
        return published == null ? FileInfo.of(path, FileType.FILE, uploaded.size(), Instant.now()) : published;
    }

    private static String missing(@Nullable FileInfo uploaded, long wanted) {
        return "the provider stored " + (uploaded == null ? "none" : uploaded.size()) + " of " + wanted + " bytes";
    }

    private static void requireUnchanged(VfsWriteHandle write, @Nullable FileInfo there) throws FileChangedException {
        FileInfo before = write.startedFrom();
        if (!write.options().keepsContent()) {
            return;
        }
        if (before == null && there == null) {
            return;
        }
        boolean same = before != null
                && there != null
                && before.size() == there.size()
                && before.lastModified().equals(there.lastModified());
        if (!same) {
            throw new FileChangedException(
                    write.path().toString(), "it changed since its content was taken over; nothing is lost of either");
        }
    }
}
