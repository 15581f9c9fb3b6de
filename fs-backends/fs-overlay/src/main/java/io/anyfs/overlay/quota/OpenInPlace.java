package io.anyfs.overlay.quota;

import io.anyfs.BusyException;
import io.anyfs.FsPath;
import io.anyfs.overlay.quota.Claim.Part;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that are open for writing in place. As long as they are, nobody else changes their size, so that it is known; who
 * wants to replace, delete or move them is refused.
 */
final class OpenInPlace {

    private final Map<Part, File> files = new HashMap<>();

    /** A file that some write to in place. */
    static final class File {

        private final Part part;
        private int handles;
        private long size;

        private File(Part part, long size) {
            this.part = part;
            this.size = size;
        }

        /** What a change of its size has to claim. */
        Part part() {
            return part;
        }

        /** For those who have a claim to it. */
        long size() {
            return size;
        }

        /** For those who have a claim to it. */
        void size(long bytes) {
            size = bytes;
        }
    }

    synchronized File opened(Part part, long size) {
        File file = files.computeIfAbsent(part, absent -> new File(absent, size));
        file.size = size;
        file.handles++;
        return file;
    }

    synchronized void closed(File file) {
        file.handles--;
        if (file.handles == 0) {
            files.remove(file.part);
        }
    }

    synchronized void requireNone(Claim claim, FsPath path) throws BusyException {
        for (File file : files.values()) {
            if (claim.changes(file.part.path())) {
                throw new BusyException(path.toString(), "a file is being written in place: " + file.part.path());
            }
        }
    }
}
