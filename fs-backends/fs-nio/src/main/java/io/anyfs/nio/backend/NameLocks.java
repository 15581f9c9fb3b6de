package io.anyfs.nio.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Decides about names one after another, as the JDK's interface has no call that creates only what is not there with its bytes. */
final class NameLocks {

    private static final int LOCKS = 64;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    NameLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** What is decided about a name, and done. */
    @FunctionalInterface
    interface Decision {
        void make() throws IOException;
    }

    /** Decides while nobody else of this storage decides about either name. */
    void decide(Path one, Path other, Decision decision) throws IOException {
        // Always in the same order, so that two that need both do not wait for each other.
        int first = Math.min(slot(one), slot(other));
        int second = Math.max(slot(one), slot(other));
        locks[first].lock();
        try {
            locks[second].lock();
            try {
                decision.make();
            } finally {
                locks[second].unlock();
            }
        } finally {
            locks[first].unlock();
        }
    }

    private static int slot(Path path) {
        return Math.floorMod(path.hashCode(), LOCKS);
    }
}
