package io.anyfs.cache.writeback;

import io.anyfs.FsPath;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps calls apart that change the same entry, or an entry and a directory above it: a directory must not go or move while a
 * file in it is committed. Safe for use by many threads.
 */
final class Claims {

    // Guarded by this object's lock.
    private final List<Claim> claims = new ArrayList<>();

    /** Ends by its close. */
    final class Claim implements AutoCloseable {
        private final List<FsPath> paths;

        private Claim(List<FsPath> paths) {
            this.paths = paths;
        }

        private boolean conflictsWith(Claim other) {
            for (FsPath mine : paths) {
                for (FsPath theirs : other.paths) {
                    if (mine.startsWith(theirs) || theirs.startsWith(mine)) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public void close() {
            synchronized (Claims.this) {
                claims.remove(this);
                Claims.this.notifyAll();
            }
        }
    }

    /** Waits until nobody else changes these entries, what is below them, or what they are in. */
    synchronized Claim claim(FsPath... paths) throws InterruptedIOException {
        Claim claim = new Claim(List.of(paths));
        while (claims.stream().anyMatch(claim::conflictsWith)) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw (InterruptedIOException)
                        new InterruptedIOException("interrupted while another call changed the same entry")
                                .initCause(interrupted);
            }
        }
        claims.add(claim);
        return claim;
    }
}
