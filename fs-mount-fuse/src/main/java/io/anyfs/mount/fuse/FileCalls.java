package io.anyfs.mount.fuse;

import io.anyfs.FsPath;
import io.anyfs.mount.os.PageCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.cryptomator.jfuse.api.FileInfo;

/** What programs do with files that they open. Safe for use by many threads. */
final class FileCalls {

    private static final int ACCESS_MODE = 3;
    private static final int READ_ONLY = 0;
    private static final int WRITE_ONLY = 1;
    private static final int EXCLUSIVE = 0200;
    private static final int TRUNCATED = 01000;
    private static final int APPENDING = 02000;

    private final OpenFiles open;
    private final PageCache pageCache;

    FileCalls(OpenFiles open, PageCache pageCache) {
        this.open = open;
        this.pageCache = pageCache;
    }

    void create(FsPath path, int mode, FileInfo handle) throws IOException {
        OpenFile deleted = open.at(path);
        if (deleted != null) {
            // The kernel found nothing there: somebody deleted it beside the mount.
            deleted.loseName();
            open.forget(path);
        }
        int flags = handle.getFlags();
        boolean mustBeNew = (flags & EXCLUSIVE) != 0;
        give(handle, open.open(path, true, file -> {
            file.create(mode, mustBeNew);
            boolean empty = mustBeNew || file.size() == 0;
            if (!empty && (flags & TRUNCATED) != 0) {
                // Somebody was quicker beside the mount.
                file.truncate(0);
            }
            // To the kernel it may be the same file as one that was deleted, of which it may keep something.
            return purpose(flags, () -> deleted == null && empty && !SetId.isIn(mode));
        }));
    }

    void open(FsPath path, FileInfo handle) throws IOException {
        int flags = handle.getFlags();
        int access = flags & ACCESS_MODE;
        boolean writing = access != READ_ONLY;
        boolean truncated = (flags & TRUNCATED) != 0;
        try {
            give(handle, open.open(path, writing, file -> {
                file.open(access != WRITE_ONLY && !truncated, writing);
                if (truncated) {
                    file.truncate(0);
                }
                if (pageCache == PageCache.NONE && writing) {
                    file.doubtRights();
                }
                // The kernel drops what it keeps of a file that is opened so.
                return purpose(flags, () -> truncated && !file.raisesRights());
            }));
        } catch (NoSuchFileException replaced) {
            // The kernel has just found it: it looks once more.
            throw new ErrnoException(Errno.ESTALE, path, "the file has been replaced or deleted");
        }
    }

    /** Whether nothing is in the file, and no right that is to be taken away when somebody writes it. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private CacheBypass.Purpose purpose(int flags, Condition canBeFilled) throws IOException {
        if ((flags & ACCESS_MODE) != WRITE_ONLY) {
            return CacheBypass.Purpose.READING;
        }
        // What is kept forever is what was written, too.
        return pageCache == PageCache.UNTIL_CHANGED && canBeFilled.holds()
                ? CacheBypass.Purpose.FILLING
                : CacheBypass.Purpose.CHANGING;
    }

    private void give(FileInfo handle, OpenFiles.Handle opened) {
        handle.setFh(opened.number());
        if (passesByCache(opened)) {
            JfuseFields.setDirectIo(handle);
        }
    }

    private boolean passesByCache(OpenFiles.Handle opened) {
        return pageCache == PageCache.NONE || opened.descriptor().passesBy();
    }

    int read(FileInfo handle, ByteBuffer target, long position) throws IOException {
        return open.handle(handle.getFh()).file().read(target, position);
    }

    int write(FileInfo handle, ByteBuffer source, long position) throws IOException {
        boolean append = (handle.getFlags() & APPENDING) != 0;
        int bytes = source.remaining();
        OpenFiles.Handle writer = open.handle(handle.getFh());
        if (passesByCache(writer)) {
            writer.descriptor().written();
            writer.file().lowerRights();
        }
        writer.file().write(source, position, append);
        return bytes;
    }

    void flush(FileInfo handle) throws IOException {
        OpenFiles.Handle flushed = open.handle(handle.getFh());
        // Who only reads must not publish what another program is in the middle of writing.
        if (flushed.isWriter()) {
            flushed.file().publish(false);
        }
        flushed.descriptor().flushed();
    }

    void fsync(FileInfo handle) throws IOException {
        open.handle(handle.getFh()).file().publish(true);
    }

    void release(FileInfo handle) throws IOException {
        open.close(handle.getFh());
    }
}
