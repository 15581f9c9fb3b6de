package io.anyfs.tree;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a copy does. Safe for use by many threads. */
final class CopyTally {

    private final LongAdder files = new LongAdder();
    private final LongAdder directories = new LongAdder();
    private final LongAdder links = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    LongAdder files() {
        return files;
    }

    LongAdder directories() {
        return directories;
    }

    LongAdder links() {
        return links;
    }

    LongAdder bytes() {
        return bytes;
    }

    LongAdder skipped() {
        return skipped;
    }

    CopyResult result(FailureLog failures) {
        return new CopyResult(
                files.sum(),
                directories.sum(),
                links.sum(),
                bytes.sum(),
                skipped.sum(),
                failures.count(),
                failures.first());
    }
}
