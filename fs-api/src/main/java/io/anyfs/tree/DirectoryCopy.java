package io.anyfs.tree;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.UnsupportedCapabilityException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Creates directories like others, and gives them their attributes when they are complete. */
final class DirectoryCopy {

    private DirectoryCopy() {}

    /**
     * Creates a directory that can be filled. What others may not see in the source, they may not see in the copy either,
     * not even while it is filled.
     */
    static void create(FileInfo directory, FileSystem to, FsPath copy) throws IOException {
        to.createDirectory(copy);
        Integer mode = modeOf(directory, to, copy);
        if (mode != null && (mode & 077) != 077) {
            set(to, copy, AttributeChanges.mode(mode | 0700));
        }
    }

    /** What the target can keep of a directory's time and permissions. */
    static AttributeChanges kept(FileInfo directory, FileSystem to, FsPath copy) {
        AttributeChanges kept = AttributeChanges.NONE;
        if (to.capabilities(copy).has(Capability.SET_LAST_MODIFIED)) {
            kept = kept.withLastModified(directory.lastModified());
        }
        Integer mode = modeOf(directory, to, copy);
        return mode == null ? kept : kept.withMode(mode);
    }

    static void set(FileSystem to, FsPath copy, AttributeChanges changes) throws IOException {
        if (!changes.isEmpty()) {
            try {
                to.setAttributes(copy, changes, Links.NO_FOLLOW);
            } catch (UnsupportedCapabilityException filesOnly) {
                // A storage that keeps attributes of files need not keep those of directories.
            }
        }
    }

    private static @Nullable Integer modeOf(FileInfo entry, FileSystem to, FsPath copy) {
        PosixAttributes posix = entry.posix();
        return posix != null && to.capabilities(copy).has(Capability.SET_MODE) ? posix.mode() & 0777 : null;
    }
}
