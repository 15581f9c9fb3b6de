package io.anyfs.s3;

import io.anyfs.FsPath;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of directories for a moment, so that who writes many files into one does not ask for it with each. What this
 * process changes is known at once; what others change, after the moment. Safe for use by many threads.
 */
final class KnownDirectories {

    /** How long what was seen is believed. */
    static final Duration MOMENT = Duration.ofSeconds(1);

    private static final int MAX = 1000;

    // Guarded by this object's lock.
    private final Recent<Known> known;
    private final Set<Look> looks = new HashSet<>();

    /**
     * All that is in a directory.
     *
     * @param directories the names of the directories
     * @param files the names of the files
     */
    record Content(Set<String> directories, Set<String> files) {}

    /** Whether a directory was there, with what was in it unless that was too much. */
    private record Known(boolean isThere, @Nullable Content content) {}

    KnownDirectories(Duration moment) {
        this(moment, System::nanoTime);
    }

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    KnownDirectories(Duration moment, LongSupplier nanoTime) {
        this.known = new Recent<>(MAX, moment, nanoTime);
    }

    /** A look at a directory, from before the question until the answer is known; what changes meanwhile is noted in it. */
    final class Look implements AutoCloseable {
        private final FsPath directory;
        private final long begun = known.now();
        private final Set<String> created = new HashSet<>();
        private boolean outdated;

        private Look(FsPath directory) {
            this.directory = directory;
        }

        /** The directory is there. */
        void saw(@Nullable Content content) {
            synchronized (KnownDirectories.this) {
                if (content != null) {
                    content.files().addAll(created);
                }
                remember(new Known(true, content));
            }
        }

        /** There is no such directory. */
        void sawNone() {
            remember(new Known(false, null));
        }

        private void remember(Known seen) {
            synchronized (KnownDirectories.this) {
                if (!outdated) {
                    known.put(directory, begun, seen);
                }
            }
        }

        @Override
        public void close() {
            synchronized (KnownDirectories.this) {
                looks.remove(this);
            }
        }
    }

    /** To be called before the store is asked. */
    synchronized Look look(FsPath directory) {
        Look look = new Look(directory);
        looks.add(look);
        return look;
    }

    /** Whether a directory is known to be there. */
    synchronized boolean isThere(FsPath directory) {
        Known seen = known.get(directory);
        return seen != null && seen.isThere();
    }

    /** Whether it is known that there is no directory at a path. */
    synchronized boolean isNoDirectory(FsPath path) {
        Known seen = known.get(path);
        Content around = around(path);
        return (seen != null && !seen.isThere())
                || (around != null && !around.directories().contains(path.name()));
    }

    /** Whether it is known that there is nothing at a path. */
    synchronized boolean isFree(FsPath path) {
        Content around = around(path);
        return around != null
                && !around.directories().contains(path.name())
                && !around.files().contains(path.name());
    }

    /** A file is there, which changes nothing else. */
    synchronized void createdFile(FsPath file) {
        FsPath parent = file.parentOrRoot();
        Content around = around(file);
        if (around != null) {
            around.files().add(file.name());
        }
        for (Look look : looks) {
            if (look.directory.equals(parent)) {
                look.created.add(file.name());
            }
        }
    }

    /** Forgets what may no longer be so, with a path and all above it. */
    synchronized void changed(FsPath path) {
        known.removeAll(path);
        for (FsPath above = path.parent(); above != null; above = above.parent()) {
            known.remove(above);
        }
        for (Look look : looks) {
            look.outdated |= look.directory.startsWith(path) || path.startsWith(look.directory);
        }
    }

    private @Nullable Content around(FsPath path) {
        Known parent = path.isRoot() ? null : known.get(path.parentOrRoot());
        return parent == null ? null : parent.content();
    }
}
