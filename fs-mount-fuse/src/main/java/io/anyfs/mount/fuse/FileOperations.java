package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Space;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cryptomator.jfuse.api.DirFiller;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.FuseConfig;
import org.cryptomator.jfuse.api.FuseConnInfo;
import org.cryptomator.jfuse.api.FuseOperations;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.Statvfs;
import org.cryptomator.jfuse.api.TimeSpec;
import org.jspecify.annotations.Nullable;

/**
 * What libfuse calls: each operation is translated, and what it throws becomes an error number. Nothing may leave by an exception, as
 * that ends the JVM.
 */
final class FileOperations implements FuseOperations {

    private static final System.Logger LOG = System.getLogger(FileOperations.class.getName());

    private static final int ACCESS_MODE = 3;
    private static final int WRITE_ONLY = 1;
    private static final int EXCLUSIVE = 0200;
    private static final int TRUNCATED = 01000;
    private static final int APPENDING = 02000;

    /** The kernel takes away set-user-ID bits by itself when a file is written, unless a filesystem claims to. */
    private static final int HANDLES_KILLING_PRIVILEGES = 1 << 20;

    private static final int BLOCK = 4096;

    /** What a storage is said to have that does not know: a pebibyte. */
    private static final Space PLENTY = new Space(1L << 50, 1L << 50, 1L << 50);

    /** What every directory begins with. */
    private static final List<String> DOTS = List.of(".", "..");

    /** What the kernel passes for an owner or a group that stays. */
    private static final int UNCHANGED = -1;

    private final FileSystem fs;
    private final OpenFiles open;
    private final Entries entries;
    private final Stats stats;
    private final Vacancies vacancies;
    private final @Nullable Creator creator;
    private final Listings listings = new Listings();

    private FileOperations(
            FileSystem fs,
            OpenFiles open,
            Entries entries,
            Stats stats,
            Vacancies vacancies,
            @Nullable Creator creator) {
        this.fs = fs;
        this.open = open;
        this.entries = entries;
        this.stats = stats;
        this.vacancies = vacancies;
        this.creator = creator;
    }

    /** What is mounted there; what libfuse is asked for is released with the arena. */
    static FileOperations of(
            FileSystem fs, OpenFiles open, Path mountPoint, boolean allowOther, Path library, Arena arena)
            throws IOException {
        Vacancies vacancies = new Vacancies();
        Ownership ownership = new Ownership(fs);
        Entries entries = new Entries(fs, open, vacancies, ownership, mountPoint);
        Creator creator = allowOther ? new Creator(fs, entries, ownership, library, arena) : null;
        return new FileOperations(fs, open, entries, new Stats(ownership), vacancies, creator);
    }

    @Override
    public org.cryptomator.jfuse.api.Errno errno() {
        return org.cryptomator.jfuse.api.Fuse.builder().errno();
    }

    @Override
    public Set<Operation> supportedOperations() {
        // Extended attributes are no part of the filesystem API; access is checked by the kernel or not at all.
        return EnumSet.complementOf(EnumSet.of(
                Operation.ACCESS,
                Operation.GET_XATTR,
                Operation.SET_XATTR,
                Operation.LIST_XATTR,
                Operation.REMOVE_XATTR,
                Operation.DESTROY));
    }

    @Override
    public void init(FuseConnInfo connection, @Nullable FuseConfig config) {
        connection.setWant(connection.want() & ~HANDLES_KILLING_PRIVILEGES);
    }

    // ---------------------------------------------------------------- entries

    @Override
    public int getattr(String path, Stat stat, @Nullable FileInfo handle) {
        return result("getattr", path, () -> {
            io.anyfs.FileInfo info = handle != null && handle.getFh() != 0
                    ? open.handle(handle.getFh()).file().info()
                    : entries.info(parse(path));
            fill(stat, info);
            return 0;
        });
    }

    private void fill(Stat stat, io.anyfs.FileInfo info) throws IOException {
        stats.fill(stat, info, info.isSymbolicLink() ? entries.linkSize(info) : info.size());
    }

    @Override
    public int opendir(String path, FileInfo handle) {
        return act("opendir", path, () -> {
            parse(path);
            handle.setFh(listings.open());
        });
    }

    /**
     * By position, so that the kernel takes over the facts of entries: libfuse tells it none of a directory that it got as a whole, and it
     * asks for those of each entry.
     */
    @Override
    public int readdir(String path, DirFiller filler, long offset, FileInfo handle, int flags) {
        return result("readdir", path, () -> {
            List<io.anyfs.FileInfo> listed = listings.read(handle.getFh(), offset == 0, into -> {
                FsPath directory = parse(path);
                vacancies.awaitIn(directory);
                entries.list(directory, into);
            });
            int plus = (flags & FUSE_READDIR_PLUS) != 0 ? DirFiller.FUSE_FILL_DIR_PLUS : 0;
            boolean fits = true;
            for (long next = offset; fits && next < listed.size() + DOTS.size(); next++) {
                fits = next < DOTS.size()
                        ? filler.fill(DOTS.get((int) next), stat -> {}, next + 1, 0) == 0
                        : fill(filler, listed.get((int) next - DOTS.size()), next + 1, plus);
            }
            return 0;
        });
    }

    private boolean fill(DirFiller filler, io.anyfs.FileInfo info, long next, int plus) throws IOException {
        long size = info.isSymbolicLink() ? entries.linkSize(info) : info.size();
        return filler.fill(info.name(), stat -> stats.fill(stat, info, size), next, isWhole(info) ? plus : 0) == 0;
    }

    /** Whether the listing told what {@code stat} tells: if not, the kernel must not believe it, and asks. */
    private boolean isWhole(io.anyfs.FileInfo info) {
        return info.posix() != null || !fs.capabilities(info.path()).has(Capability.SET_MODE);
    }

    @Override
    public int releasedir(@Nullable String path, FileInfo handle) {
        listings.close(handle.getFh());
        return 0;
    }

    @Override
    public int readlink(String path, ByteBuffer buffer, long length) {
        return result("readlink", path, () -> {
            byte[] target = entries.readLink(parse(path)).getBytes(StandardCharsets.UTF_8);
            buffer.put(target, 0, (int) Math.min(target.length, length - 1)).put((byte) 0);
            return 0;
        });
    }

    @Override
    public int mkdir(String path, int mode) {
        return act("mkdir", path, () -> {
            FsPath created = parse(path);
            entries.createDirectory(created, mode);
            own(created);
        });
    }

    @Override
    public int rmdir(String path) {
        return act("rmdir", path, () -> entries.removeDirectory(parse(path)));
    }

    @Override
    public int unlink(String path) {
        return act("unlink", path, () -> entries.unlink(parse(path)));
    }

    @Override
    public int symlink(String target, String link) {
        return act("symlink", link, () -> {
            FsPath created = parse(link);
            entries.createLink(created, target);
            own(created);
        });
    }

    private void own(FsPath created) {
        Creator of = creator;
        if (of != null) {
            of.own(created);
        }
    }

    @Override
    public int rename(String source, String target, int flags) {
        return answer("rename", source, () -> {
            entries.rename(parse(source), parse(target), flags);
            return 0;
        });
    }

    @Override
    public int chmod(String path, int mode, @Nullable FileInfo handle) {
        return act("chmod", path, () -> setAttributes(path, handle, AttributeChanges.mode(mode & 07777)));
    }

    @Override
    public int chown(String path, int uid, int gid, @Nullable FileInfo handle) {
        return act(
                "chown",
                path,
                () -> setAttributes(
                        path,
                        handle,
                        new AttributeChanges(
                                null, null, null, uid == UNCHANGED ? null : uid, gid == UNCHANGED ? null : gid)));
    }

    @Override
    public int utimens(String path, TimeSpec lastAccess, TimeSpec lastModified, @Nullable FileInfo handle) {
        return act(
                "utimens",
                path,
                () -> setAttributes(
                        path, handle, new AttributeChanges(time(lastModified), time(lastAccess), null, null, null)));
    }

    private void setAttributes(String path, @Nullable FileInfo handle, AttributeChanges changes) throws IOException {
        entries.setAttributes(
                handle != null && path.isEmpty()
                        ? open.handle(handle.getFh()).file().path()
                        : parse(path),
                changes);
    }

    private static @Nullable Instant time(TimeSpec spec) {
        return spec.getOptional().orElse(null);
    }

    @Override
    public int statfs(String path, Statvfs statvfs) {
        return act("statfs", path, () -> {
            FsPath at = parse(path);
            Space space = fs.capabilities(at).has(Capability.SPACE) ? fs.space(at) : PLENTY;
            statvfs.setBsize(BLOCK);
            statvfs.setFrsize(BLOCK);
            statvfs.setBlocks(space.total() / BLOCK);
            statvfs.setBfree(space.free() / BLOCK);
            statvfs.setBavail(space.usable() / BLOCK);
            statvfs.setNameMax(Math.min(fs.capabilities(at).limits().maxNameBytes(), 1024));
        });
    }

    // ---------------------------------------------------------------- files

    @Override
    public int create(String path, int mode, FileInfo handle) {
        return act("create", path, () -> {
            FsPath at = parse(path);
            OpenFile deleted = open.at(at);
            if (deleted != null) {
                // The kernel found nothing there: somebody deleted it beside the mount.
                deleted.loseName();
                open.forget(at);
            }
            boolean mustBeNew = (handle.getFlags() & EXCLUSIVE) != 0;
            handle.setFh(open.open(at, true, file -> file.create(mode, mustBeNew)));
            own(at);
        });
    }

    @Override
    public int open(String path, FileInfo handle) {
        return act("open", path, () -> {
            int flags = handle.getFlags();
            int mode = flags & ACCESS_MODE;
            boolean writing = mode != 0;
            try {
                handle.setFh(open.open(parse(path), writing, file -> {
                    file.open(mode != WRITE_ONLY && (flags & TRUNCATED) == 0, writing);
                    if ((flags & TRUNCATED) != 0) {
                        file.truncate(0);
                    }
                }));
            } catch (NoSuchFileException replaced) {
                // The kernel has just found it: it looks once more.
                throw new ErrnoException(Errno.ESTALE, path, "the file has been replaced or deleted");
            }
        });
    }

    @Override
    public int read(String path, ByteBuffer target, long count, long position, FileInfo handle) {
        return result("read", path, () -> open.handle(handle.getFh()).file().read(target, position));
    }

    @Override
    public int write(String path, ByteBuffer source, long count, long position, FileInfo handle) {
        return result("write", path, () -> {
            boolean append = (handle.getFlags() & APPENDING) != 0;
            int bytes = source.remaining();
            open.handle(handle.getFh()).file().write(source, position, append);
            return bytes;
        });
    }

    @Override
    public int truncate(String path, long size, @Nullable FileInfo handle) {
        return act("truncate", path, () -> {
            if (handle != null && handle.getFh() != 0) {
                open.handle(handle.getFh()).file().truncate(size);
            } else {
                entries.truncate(parse(path), size);
            }
        });
    }

    @Override
    public int flush(String path, FileInfo handle) {
        return act("flush", path, () -> {
            OpenFiles.Handle flushed = open.handle(handle.getFh());
            // Who only reads must not publish what another program is in the middle of writing.
            if (flushed.isWriter()) {
                flushed.file().publish(false);
            }
        });
    }

    @Override
    public int fsync(String path, int dataOnly, FileInfo handle) {
        return act("fsync", path, () -> open.handle(handle.getFh()).file().publish(true));
    }

    @Override
    public int fsyncdir(@Nullable String path, int dataOnly, @Nullable FileInfo handle) {
        return 0;
    }

    @Override
    public int release(String path, FileInfo handle) {
        return act("release", path, () -> open.close(handle.getFh()));
    }

    // ---------------------------------------------------------------- names

    private FsPath parse(String path) throws ErrnoException {
        if (path.indexOf('\uFFFD') >= 0) {
            // What jfuse makes of bytes that are no UTF-8: several such names would be taken for one.
            throw new ErrnoException(Errno.EILSEQ, path, "the name is no UTF-8");
        }
        FsPath parsed = FsPath.of(path);
        String name = parsed.name();
        int longest = fs.capabilities(parsed).limits().maxNameBytes();
        // A character has three bytes at most: counting them is for the few that may be too long.
        if (name.length() > longest / 3 && name.getBytes(StandardCharsets.UTF_8).length > longest) {
            throw new ErrnoException(Errno.ENAMETOOLONG, path, "the name is longer than the storage allows");
        }
        vacancies.await(parsed);
        return parsed;
    }

    // ---------------------------------------------------------------- failures

    private interface Action {
        void run() throws IOException;
    }

    private interface Answer {
        int get() throws IOException;
    }

    private int act(String operation, String path, Action action) {
        return result(operation, path, () -> {
            action.run();
            return 0;
        });
    }

    private int result(String operation, String path, Answer answer) {
        vacancies.end();
        return answer(operation, path, answer);
    }

    @SuppressWarnings("CatchingUnchecked") // an exception that leaves an upcall ends the JVM
    private static int answer(String operation, String path, Answer answer) {
        try {
            return answer.get();
        } catch (IOException failure) {
            Errno errno = Errno.of(failure);
            boolean unexpected = errno == Errno.EIO || errno == Errno.ENOSPC;
            LOG.log(
                    unexpected ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    () -> operation + " " + path + ": " + errno + ": " + failure);
            return errno.asResult();
        } catch (Throwable defect) {
            Errno errno = Errno.of(defect);
            LOG.log(System.Logger.Level.WARNING, operation + " " + path + ": " + errno, defect);
            return errno.asResult();
        }
    }
}
