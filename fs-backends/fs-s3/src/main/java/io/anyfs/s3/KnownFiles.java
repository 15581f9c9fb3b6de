package io.anyfs.s3;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts of files that were asked for a while ago, for those who do not mind that others may have changed them since. What
 * this process changes is forgotten at once. Safe for use by many threads.
 */
final class KnownFiles {

    /** About 5 MB of facts. */
    private static final int MAX = 10_000;

    // Guarded by this object's lock.
    private final Recent<FileInfo> known;
    private final Set<Look> looks = new HashSet<>();

    /** @param believed for how long */
    KnownFiles(Duration believed) {
        this(believed, System::nanoTime);
    }

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    KnownFiles(Duration believed, LongSupplier nanoTime) {
        this.known = new Recent<>(MAX, believed, nanoTime);
    }

    /** A look at a file, from before the question until the answer is known; what changes meanwhile makes it worthless. */
    final class Look implements AutoCloseable {
        private final FsPath file;
        private final long begun = known.now();
        private boolean outdated;

        private Look(FsPath file) {
            this.file = file;
        }

        void saw(FileInfo facts) {
            synchronized (KnownFiles.this) {
                if (!outdated) {
                    known.put(file, begun, facts);
                }
            }
        }

        /**
         * The file was stored by who looks, or perhaps was: what was known of it is outdated.
         *
         * @param facts what is there now, if nobody else has changed it meanwhile; {@code null} if that is not known
         */
        void wrote(@Nullable FileInfo facts) {
            synchronized (KnownFiles.this) {
                boolean alone = !outdated;
                changedFile(file);
                if (alone && facts != null) {
                    known.put(file, known.now(), facts);
                }
            }
        }

        @Override
        public void close() {
            synchronized (KnownFiles.this) {
                looks.remove(this);
            }
        }
    }

    /** To be called before the store is asked. */
    synchronized Look look(FsPath file) {
        Look look = new Look(file);
        looks.add(look);
        return look;
    }

    /** What a file was like not too long ago; {@code null} if that is not known. */
    synchronized @Nullable FileInfo facts(FsPath file) {
        return known.get(file);
    }

    /** Forgets a file. */
    synchronized void changedFile(FsPath file) {
        known.remove(file);
        for (Look look : looks) {
            look.outdated |= look.file.equals(file);
        }
    }

    /** Forgets what is at a path and below it. */
    synchronized void changed(FsPath path) {
        known.removeAll(path);
        for (Look look : looks) {
            look.outdated |= look.file.startsWith(path);
        }
    }
}
