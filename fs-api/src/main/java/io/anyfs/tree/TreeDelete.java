package io.anyfs.tree;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Deletes directories with all that they hold. A link is deleted itself, never what it leads to. */
public final class TreeDelete {

    private TreeDelete() {}

    /**
     * Deletes an entry and all below it. Stops at the first failure; what was deleted until then is gone.
     *
     * @return how many entries were deleted
     * @throws io.anyfs.RootException for the root; {@link #empty} deletes what it holds
     * @throws java.nio.file.NoSuchFileException if nothing is there
     */
    public static long delete(FileSystem fs, FsPath path) throws IOException {
        long deleted = !path.isRoot() && fs.lstat(path).isDirectory() ? empty(fs, path) : 0;
        fs.delete(path);
        return deleted + 1;
    }

    /**
     * Deletes all that a directory holds, and not the directory.
     *
     * @return how many entries were deleted
     */
    public static long empty(FileSystem fs, FsPath directory) throws IOException {
        long deleted = 0;
        List<FsPath> directories = new ArrayList<>();
        try (DirectoryListing listing = fs.list(directory)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (entry.isDirectory()) {
                    directories.add(entry.path());
                } else {
                    fs.delete(entry.path());
                    deleted++;
                }
            }
        }
        for (FsPath below : directories) {
            deleted += delete(fs, below);
        }
        return deleted;
    }
}
