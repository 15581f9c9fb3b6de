package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.ListOptions;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Empties a write layer. All marks go before the first entry: half a commit's leavings without marks are equal to what is below,
 * while a mark beside a directory that has lost entries already would, to the next commit, mean that they were deleted.
 */
final class Emptying {

    private final Layer layer;
    private final Markers markers;

    Emptying(Layer layer, Markers markers) {
        this.layer = layer;
        this.markers = markers;
    }

    void run() throws IOException {
        removeMarks(FsPath.ROOT);
        removeEntries(FsPath.ROOT);
    }

    private void removeMarks(FsPath directory) throws IOException {
        for (FileInfo entry : entries(directory)) {
            if (Markers.isReserved(entry.name())) {
                markers.remove(layer, entry.path());
            } else if (entry.isDirectory()) {
                removeMarks(entry.path());
            }
        }
    }

    private void removeEntries(FsPath directory) throws IOException {
        for (FileInfo entry : entries(directory)) {
            if (entry.isDirectory()) {
                removeEntries(entry.path());
            }
            layer.backend().delete(entry.path());
        }
    }

    private List<FileInfo> entries(FsPath directory) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted at " + directory);
        }
        List<FileInfo> entries = new ArrayList<>();
        try (BackendListing listing = layer.backend().list(directory, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
