package io.anyfs.mount.fuse;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which descriptors of a file pass by the kernel's page cache. A new file that is written through the cache costs its memory twice,
 * there and where it is stored, so a program that fills an empty file and cannot read it writes past the cache. The kernel does not keep
 * cached pages and such writes in step by itself: a descriptor begins to write past the cache only while nothing of the file can be
 * cached, and as long as one does, all that are opened pass by the cache too. Safe for use by many threads.
 */
final class CacheBypass {

    /** How many turns a writer is waited for that a program may have closed: half a second, and longer where all is slow. */
    static final int PATIENCE = 50;

    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(10);

    /** What a descriptor is for. */
    enum Purpose {
        /** Reading, or reading and writing: the file may be mapped into memory by it. */
        READING,
        /** Nothing but writing what was there. */
        CHANGING,
        /** Nothing but writing a file of which nothing is there. */
        FILLING
    }

    private final int patience;

    /** Those that pass by the cache and may write. Guarded by this object's lock. */
    private final Set<Descriptor> writers = new HashSet<>();
    /** How many do not pass by. Guarded by this object's lock. */
    private int cached;

    CacheBypass(int patience) {
        this.patience = patience;
    }

    /** An open descriptor. */
    final class Descriptor {
        private final boolean passesBy;
        /** The program closed it, or a copy of it, and wrote nothing by it since. */
        private volatile boolean closing;

        private Descriptor(boolean passesBy) {
            this.passesBy = passesBy;
        }

        /** Whether the kernel has to be told to pass by its cache. */
        boolean passesBy() {
            return passesBy;
        }

        /** Whether the program is thought to have closed it. */
        boolean isClosing() {
            return closing;
        }

        /** The program closes it, or a copy of it. */
        void flushed() {
            closing = passesBy;
        }

        /** The program writes by it. */
        void written() {
            if (closing) {
                goesOn(this);
            }
        }
    }

    /** Decides about a descriptor that the kernel is told of after this. */
    synchronized Descriptor open(Purpose purpose, boolean writes) {
        if (purpose == Purpose.READING) {
            awaitClosing();
        }
        Descriptor opened = new Descriptor(!writers.isEmpty() || (purpose == Purpose.FILLING && cached == 0));
        if (!opened.passesBy) {
            cached++;
        } else if (writes) {
            writers.add(opened);
        }
        return opened;
    }

    private synchronized void goesOn(Descriptor writer) {
        writer.closing = false;
        notifyAll();
    }

    /** The kernel has closed it. */
    synchronized void close(Descriptor descriptor) {
        if (!descriptor.passesBy) {
            cached--;
        } else if (writers.remove(descriptor)) {
            notifyAll();
        }
    }

    /**
     * Waits for writers that programs have closed, so that who maps a file that was just written is not refused: the kernel lets
     * {@code close} return before we know of it, and tells us in the same way that a copy of a descriptor is closed.
     */
    private void awaitClosing() {
        for (int turns = 0; areClosing() && turns < patience; turns++) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, TURN);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (areClosing()) {
            // Only copies were closed: the next who opens need not wait for it again.
            writers.forEach(writer -> writer.closing = false);
        }
    }

    private boolean areClosing() {
        return !writers.isEmpty() && writers.stream().allMatch(Descriptor::isClosing);
    }
}
