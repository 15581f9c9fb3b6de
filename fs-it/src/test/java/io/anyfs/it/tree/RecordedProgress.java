package io.anyfs.it.tree;

import io.anyfs.FsPath;
import io.anyfs.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what it is told. */
final class RecordedProgress implements Progress {

    private final List<String> finished = new ArrayList<>();
    private long files;
    private long bytes;
    private long transferred;
    private boolean late;

    @Override
    public synchronized void expect(long moreFiles, long moreBytes) {
        files += moreFiles;
        bytes += moreBytes;
        late |= transferred > 0;
    }

    @Override
    public synchronized void started(FsPath file) {}

    @Override
    public synchronized void transferred(long more) {
        transferred += more;
    }

    @Override
    public synchronized void finished(FsPath file) {
        finished.add(file.toString());
    }

    synchronized long expectedFiles() {
        return files;
    }

    synchronized long expectedBytes() {
        return bytes;
    }

    synchronized long transferredBytes() {
        return transferred;
    }

    synchronized boolean expectedFirst() {
        return !late;
    }

    /** Sorted. */
    synchronized List<String> finishedFiles() {
        List<String> sorted = new ArrayList<>(finished);
        Collections.sort(sorted);
        return sorted;
    }
}
