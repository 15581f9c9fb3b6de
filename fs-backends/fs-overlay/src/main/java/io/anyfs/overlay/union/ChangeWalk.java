package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through the write layer beside what is below it: of each directory first what is gone, then what there is. */
final class ChangeWalk {

    /** What is met. */
    interface Steps {
        /** An entry that is below, and that the write layer hides. */
        void gone(FsPath path) throws IOException;

        /** An entry of the write layer, a directory before what it holds, with what is below in its place. */
        void entry(FileInfo entry, @Nullable FileInfo below) throws IOException;

        /** A directory of the write layer, after what it holds. */
        void left(FileInfo directory) throws IOException;
    }

    /** How a directory of the write layer is related to what is below. */
    private enum Below {
        /** There is no directory. */
        NOTHING,
        /** Its entries come through. */
        MERGED,
        /** Its entries are hidden. */
        HIDDEN
    }

    private final Stack stack;
    private final Markers markers;
    private final Steps steps;

    ChangeWalk(Stack stack, Markers markers, Steps steps) {
        this.stack = stack;
        this.markers = markers;
        this.steps = steps;
    }

    void run() throws IOException {
        walk(FsPath.ROOT, Below.MERGED);
    }

    private void walk(FsPath directory, Below below) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted at " + directory);
        }
        List<FileInfo> entries = new ArrayList<>();
        Set<String> hidden = new HashSet<>();
        read(directory, entries, hidden);
        Set<String> own = new HashSet<>();
        entries.forEach(entry -> own.add(markers.key(entry.name())));
        if (below == Below.HIDDEN) {
            for (FsPath path : pathsBelow(directory)) {
                if (!own.contains(markers.key(path.name()))) {
                    steps.gone(path);
                }
            }
        } else if (below == Below.MERGED) {
            for (String name : hidden) {
                FsPath path = directory.child(name);
                if (!own.contains(markers.key(name)) && find(stack.below(), path) != null) {
                    steps.gone(path);
                }
            }
        }
        for (FileInfo entry : entries) {
            FileInfo there = below == Below.NOTHING ? null : find(stack.below(), entry.path());
            steps.entry(entry, there);
            if (entry.isDirectory()) {
                boolean both = there != null && there.isDirectory();
                boolean hides = below == Below.HIDDEN || hidden.contains(entry.name());
                walk(entry.path(), !both ? Below.NOTHING : hides ? Below.HIDDEN : Below.MERGED);
                steps.left(entry);
            }
        }
    }

    private void read(FsPath directory, List<FileInfo> entries, Set<String> hidden) throws IOException {
        List<FileInfo> marks = new ArrayList<>();
        try (BackendListing listing = stack.top().backend().list(directory, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                (Markers.isReserved(entry.name()) ? marks : entries).add(entry);
            }
        }
        for (FileInfo mark : marks) {
            String name = markers.hiddenBy(stack.top(), mark);
            if (name != null) {
                hidden.add(name);
            }
        }
    }

    private List<FsPath> pathsBelow(FsPath directory) throws IOException {
        List<FsPath> paths = new ArrayList<>();
        try (BackendListing listing = stack.below().list(directory, ListOptions.ENTRIES)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                paths.add(entry.path());
            }
        }
        return paths;
    }

    static @Nullable FileInfo find(Backend backend, FsPath path) throws IOException {
        try {
            return backend.stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }
}
