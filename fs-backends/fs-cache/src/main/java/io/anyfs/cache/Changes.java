package io.anyfs.cache;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of what is stored of files that are changed through this cache, before the change and again after it, so that a name
 * that comes to mean other bytes, of whatever a storage makes its versions, never finds the old ones.
 */
final class Changes {

    private final BlockStore store;
    private final String storage;

    Changes(BlockStore store, String storage) {
        this.store = store;
        this.storage = storage;
    }

    /** What changes something. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Makes a change, of paths as {@link #of} takes them. */
    void make(Action action, boolean weak, FsPath... paths) throws IOException {
        Change change = of(weak, paths).begin();
        try {
            action.run();
        } finally {
            change.end();
        }
    }

    /**
     * A change that is going to be made.
     *
     * @param weak whether other paths than these may come to mean another file
     */
    Change of(boolean weak, FsPath... paths) {
        return new Change(weak, Arrays.stream(paths).mapToLong(path -> FileKey.pathTag(storage, path)));
    }

    /** A change of a file that others may read by other paths all the while. */
    Change ofEntry(boolean weak, FsPath path, @Nullable String fileId) {
        LongStream tags = LongStream.of(FileKey.pathTag(storage, path), FileKey.idTag(storage, fileId));
        return new Change(weak, tags.filter(tag -> tag != 0));
    }

    /** A change of some paths. Ends once. */
    final class Change {
        private final boolean weak;
        private final long[] tags;
        private final AtomicBoolean underWay = new AtomicBoolean();

        private Change(boolean weak, LongStream tags) {
            this.weak = weak;
            this.tags = tags.toArray();
        }

        Change begin() {
            if (underWay.compareAndSet(false, true)) {
                store.changing(weak, tags);
            }
            return this;
        }

        /** The file has these facts now: what was read of it by other paths goes too. */
        void replaced(FileInfo info) {
            long tag = FileKey.idTag(storage, info.fileId());
            if (tag != 0) {
                store.replaced(tag);
            }
        }

        void end() {
            if (underWay.compareAndSet(true, false)) {
                store.changed(weak, tags);
            }
        }
    }
}
