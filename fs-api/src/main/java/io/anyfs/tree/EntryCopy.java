package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Progress;
import io.anyfs.StreamedCopy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Copies files and links one by one, with regard to what exists at the target. Safe for use by many threads. */
record EntryCopy(FileSystem from, FileSystem to, CopyExisting existing, Progress progress, CopyTally tally) {

    /**
     * Copies a file or a link.
     *
     * @param mayExist whether anything can be at the target
     */
    void copy(FileInfo entry, FsPath copy, boolean mayExist) throws IOException {
        FailureLog.requireNotInterrupted(entry.path());
        // A new file fails by itself if something is there.
        FileInfo there = mayExist && existing != CopyExisting.FAIL ? lstat(to, copy) : null;
        if (there != null && !replaces(entry, there)) {
            tally.skipped().increment();
            return;
        }
        if (there != null && there.isDirectory()) {
            throw new IsDirectoryException(copy.toString(), entry.path().toString(), "a directory is in the way");
        }
        if (there != null && !(there.isFile() && entry.isFile())) {
            // Writing would go where the link leads.
            to.delete(copy);
        }
        try {
            switch (entry.type()) {
                case FILE -> copyFile(entry, copy, there != null && there.isFile() ? IfExists.REPLACE : IfExists.FAIL);
                case SYMBOLIC_LINK -> copyLink(entry.path(), copy);
                default ->
                    throw new FileSystemException(
                            entry.path().toString(), copy.toString(), "neither file nor directory nor link");
            }
        } catch (FileAlreadyExistsException raced) {
            if (existing != CopyExisting.SKIP) {
                throw raced;
            }
            tally.skipped().increment();
        }
    }

    private boolean replaces(FileInfo entry, FileInfo there) {
        return switch (existing) {
            case FAIL, REPLACE -> true;
            case SKIP -> false;
            case REPLACE_IF_OLDER ->
                entry.lastModified().isAfter(there.lastModified())
                        && Duration.between(there.lastModified(), entry.lastModified())
                                        .compareTo(coarserPrecision(from, entry.path(), to, there.path()))
                                >= 0;
        };
    }

    void copyFile(FileInfo file, FsPath copy, IfExists ifExists) throws IOException {
        long size = file.size();
        if (from == to && from.capabilities(file.path()).copiesTo(to.capabilities(copy))) {
            progress.started(file.path());
            from.copy(file.path(), copy, ifExists);
            progress.transferred(size);
            progress.finished(file.path());
        } else {
            size = StreamedCopy.copy(from, file.path(), to, copy, ifExists, progress)
                    .size();
        }
        tally.files().increment();
        tally.bytes().add(size);
    }

    private void copyLink(FsPath link, FsPath copy) throws IOException {
        to.createSymbolicLink(copy, from.readLink(link));
        tally.links().increment();
    }

    /** The facts of an entry itself; {@code null} if nothing is there. */
    static @Nullable FileInfo lstat(FileSystem fs, FsPath path) throws IOException {
        try {
            return fs.lstat(path);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** Times that differ by less need not differ at all. */
    static Duration coarserPrecision(FileSystem from, FsPath source, FileSystem to, FsPath target) {
        Duration here = from.capabilities(source).limits().timestampPrecision();
        Duration there = to.capabilities(target).limits().timestampPrecision();
        return here.compareTo(there) >= 0 ? here : there;
    }
}
