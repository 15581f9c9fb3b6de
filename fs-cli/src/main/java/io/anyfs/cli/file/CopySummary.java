package io.anyfs.cli.file;

import io.anyfs.text.JsonLine;
import io.anyfs.tree.CopyResult;
import java.time.Duration;

/** What several copies did together. */
final class CopySummary {

    private long files;
    private long directories;
    private long links;
    private long bytes;
    private long skipped;
    private long failed;

    void add(CopyResult result) {
        files += result.files();
        directories += result.directories();
        links += result.links();
        bytes += result.bytes();
        skipped += result.skipped();
        failed += result.failed();
    }

    void addFile(long size) {
        files++;
        bytes += size;
    }

    void addFailure() {
        failed++;
    }

    JsonLine json(Duration elapsed) {
        return JsonLine.readable()
                .put("files", files)
                .put("directories", directories)
                .put("links", links)
                .put("bytes", bytes)
                .put("skipped", skipped)
                .put("failed", failed)
                .put("millis", elapsed.toMillis());
    }
}
