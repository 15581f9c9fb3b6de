package io.anyfs.overlay.view;

import io.anyfs.FsPath;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who creates something under which name, in this process: names of one directory that are the same are created one after
 * the other, and a file that is being written keeps its name until it is there or given up. Safe for use by many threads.
 */
final class NameClaims {

    private final Map<Place, Claim> claims = new HashMap<>();

    private record Place(FsPath directory, String key) {}

    private static final class Claim {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<String, Integer> writers = new HashMap<>();
        private int users;
    }

    /**
     * Waits until nobody else holds a name that is the same.
     *
     * @param key equal for names that are the same
     * @throws InterruptedIOException if the thread is interrupted meanwhile, and stays so
     */
    Held hold(FsPath directory, String key) throws InterruptedIOException {
        Place place = new Place(directory, key);
        Claim claim;
        synchronized (claims) {
            claim = claims.computeIfAbsent(place, none -> new Claim());
            claim.users++;
        }
        try {
            claim.lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            leave(place, claim);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread creates an entry of this name");
        }
        return new Held(place, claim);
    }

    /** How many names are held or being written now. */
    int size() {
        synchronized (claims) {
            return claims.size();
        }
    }

    private void leave(Place place, Claim claim) {
        synchronized (claims) {
            if (--claim.users == 0) {
                claims.remove(place);
            }
        }
    }

    /** A name that nobody else creates meanwhile. Closed by the thread that holds it. */
    final class Held implements AutoCloseable {
        private final Place place;
        private final Claim claim;

        private Held(Place place, Claim claim) {
            this.place = place;
            this.claim = claim;
        }

        /** How a file is called that is being written under another name that is the same; {@code null} if none is. */
        @Nullable
        String otherBeingWritten(String name) {
            synchronized (claims) {
                return claim.writers.keySet().stream()
                        .filter(writing -> !writing.equals(name))
                        .findAny()
                        .orElse(null);
            }
        }

        /** Keeps the name for a file that is being written. */
        Writing write(String name) {
            synchronized (claims) {
                claim.users++;
                claim.writers.merge(name, 1, Integer::sum);
            }
            return new Writing(place, claim, name);
        }

        @Override
        public void close() {
            claim.lock.unlock();
            leave(place, claim);
        }
    }

    /** The name of a file that is being written. */
    final class Writing {
        private final Place place;
        private final Claim claim;
        private final String name;
        private boolean over;

        private Writing(Place place, Claim claim, String name) {
            this.place = place;
            this.claim = claim;
            this.name = name;
        }

        /** The file is there or given up. A second call does nothing. */
        void end() {
            synchronized (claims) {
                if (!over) {
                    over = true;
                    claim.writers.computeIfPresent(name, (same, writers) -> writers == 1 ? null : writers - 1);
                    leave(place, claim);
                }
            }
        }
    }
}
