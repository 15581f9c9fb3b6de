package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Space;
import io.anyfs.mount.os.OsMountOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** What libfuse calls: each operation is translated. */
final class FileOperations implements FuseOperations {

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
    private final Replies replies;
    private final FileCalls files;
    private final Listings listings = new Listings();

    private FileOperations(
            FileSystem fs,
            OpenFiles open,
            Entries entries,
            Stats stats,
            Vacancies vacancies,
            FileCalls files,
            @Nullable Creator creator) {
        this.fs = fs;
        this.open = open;
        this.entries = entries;
        this.stats = stats;
        this.vacancies = vacancies;
        this.replies = new Replies(vacancies);
        this.files = files;
        this.creator = creator;
    }

    /** What is mounted there; what libfuse is asked for is released with the arena. */
    static FileOperations of(
            FileSystem fs, OpenFiles open, Path mountPoint, OsMountOptions options, Path library, Arena arena)
            throws IOException {
        Vacancies vacancies = new Vacancies();
        Ownership ownership = new Ownership(fs);
        Entries entries = new Entries(fs, open, vacancies, ownership, mountPoint);
        FileCalls files = new FileCalls(open, options.pageCache());
        Creator creator = options.allowOther() ? new Creator(fs, entries, ownership, library, arena) : null;
        return new FileOperations(fs, open, entries, new Stats(ownership), vacancies, files, creator);
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
        return replies.answer("getattr", path, () -> {
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
        return replies.act("opendir", path, () -> {
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
        return replies.answer("readdir", path, () -> {
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
        return replies.answer("readlink", path, () -> {
            byte[] target = entries.readLink(parse(path)).getBytes(StandardCharsets.UTF_8);
            buffer.put(target, 0, (int) Math.min(target.length, length - 1)).put((byte) 0);
            return 0;
        });
    }

    @Override
    public int mkdir(String path, int mode) {
        return replies.act("mkdir", path, () -> {
            FsPath created = parse(path);
            entries.createDirectory(created, mode);
            own(created);
        });
    }

    @Override
    public int rmdir(String path) {
        return replies.act("rmdir", path, () -> entries.removeDirectory(parse(path)));
    }

    @Override
    public int unlink(String path) {
        return replies.act("unlink", path, () -> entries.unlink(parse(path)));
    }

    @Override
    public int symlink(String target, String link) {
        return replies.act("symlink", link, () -> {
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
        return replies.answerWithinVacancy("rename", source, () -> {
            entries.rename(parse(source), parse(target), flags);
            return 0;
        });
    }

    @Override
    public int chmod(String path, int mode, @Nullable FileInfo handle) {
        return replies.act("chmod", path, () -> setAttributes(path, handle, AttributeChanges.mode(mode & 07777)));
    }

    @Override
    public int chown(String path, int uid, int gid, @Nullable FileInfo handle) {
        return replies.act(
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
        return replies.act(
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
        return replies.act("statfs", path, () -> {
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
        return replies.act("create", path, () -> {
            FsPath created = parse(path);
            files.create(created, mode, handle);
            own(created);
        });
    }

    @Override
    public int open(String path, FileInfo handle) {
        return replies.act("open", path, () -> files.open(parse(path), handle));
    }

    @Override
    public int read(String path, ByteBuffer target, long count, long position, FileInfo handle) {
        return replies.answer("read", path, () -> files.read(handle, target, position));
    }

    @Override
    public int write(String path, ByteBuffer source, long count, long position, FileInfo handle) {
        return replies.answer("write", path, () -> files.write(handle, source, position));
    }

    @Override
    public int truncate(String path, long size, @Nullable FileInfo handle) {
        return replies.act("truncate", path, () -> {
            if (handle != null && handle.getFh() != 0) {
                open.handle(handle.getFh()).file().truncate(size);
            } else {
                entries.truncate(parse(path), size);
            }
        });
    }

    @Override
    public int flush(String path, FileInfo handle) {
        return replies.act("flush", path, () -> files.flush(handle));
    }

    @Override
    public int fsync(String path, int dataOnly, FileInfo handle) {
        return replies.act("fsync", path, () -> files.fsync(handle));
    }

    @Override
    public int fsyncdir(@Nullable String path, int dataOnly, @Nullable FileInfo handle) {
        return 0;
    }

    @Override
    public int release(String path, FileInfo handle) {
        return replies.act("release", path, () -> files.release(handle));
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
}
