package io.anyfs.s3;

import java.util.ArrayList;
import java.util.List;

/** Counts what is done about a move, and tells of it. Safe for use by many threads. */
final class MoveTally {

    private final S3Recovery.Progress progress;
    private final List<String> differing = new ArrayList<>();
    private long copied;
    private long kept;
    private long deleted;

    MoveTally(S3Recovery.Progress progress) {
        this.progress = progress;
    }

    synchronized void copied() {
        copied++;
        tell();
    }

    synchronized void kept() {
        kept++;
        tell();
    }

    synchronized void deleted(int objects) {
        deleted += objects;
        tell();
    }

    synchronized void differs(String key) {
        differing.add(key);
        tell();
    }

    synchronized boolean isClean() {
        return differing.isEmpty();
    }

    synchronized S3Recovery.Result result(boolean finished) {
        return new S3Recovery.Result(
                finished,
                copied,
                kept,
                deleted,
                differing.stream().sorted(KeyOrder.UTF_8).toList());
    }

    private void tell() {
        progress.done(copied, kept, deleted);
    }
}
