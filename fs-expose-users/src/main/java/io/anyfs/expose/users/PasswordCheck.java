package io.anyfs.expose.users;

import io.anyfs.expose.ServiceUnavailableException;
import io.anyfs.expose.users.PasswordHash.Cost;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compares passwords with hashes, so that the work is the same whoever the user is: for each cost that occurs in a file as many
 * comparisons as any user of it needs, with hashes of nobody in the place of those that a user does not have. Few at once, as each
 * takes memory and a processor; others wait. Safe for use by many threads.
 */
final class PasswordCheck {

    private final Semaphore turns;
    private final Duration patience;
    private final Consumer<Cost> observer;
    private final Map<Cost, PasswordHash> nobodys = new ConcurrentHashMap<>();

    /**
     * A check.
     *
     * @param atOnce how many comparisons run at once, 1 or more
     * @param patience how long an attempt waits for its turn
     * @param observer told of each comparison
     */
    PasswordCheck(int atOnce, Duration patience, Consumer<Cost> observer) {
        this.turns = new Semaphore(atOnce, true);
        this.patience = patience;
        this.observer = observer;
    }

    /** What it takes to compare a password with those of any user. */
    static Map<Cost, Integer> work(UsersFile file) {
        Map<Cost, Integer> work = new TreeMap<>(Comparator.comparing(Cost::toString));
        for (UserEntry user : file.users().values()) {
            count(user.passwords()).forEach((cost, times) -> work.merge(cost, times, Math::max));
        }
        return work;
    }

    private static Map<Cost, Integer> count(List<PasswordHash> hashes) {
        Map<Cost, Integer> counts = new TreeMap<>(Comparator.comparing(Cost::toString));
        hashes.forEach(hash -> counts.merge(hash.cost(), 1, Integer::sum));
        return counts;
    }

    /**
     * Whether a password is one of a user.
     *
     * @param hashes those of the user; empty if there is no such user
     * @throws ServiceUnavailableException if too many others wait
     */
    boolean matches(String password, List<PasswordHash> hashes, Map<Cost, Integer> work) throws IOException {
        List<PasswordHash> all = new ArrayList<>(hashes);
        Map<Cost, Integer> own = count(hashes);
        work.forEach((cost, times) -> {
            for (int i = own.getOrDefault(cost, 0); i < times; i++) {
                all.add(nobodys.computeIfAbsent(cost, PasswordHash::ofNobody));
            }
        });
        boolean matches = false;
        for (PasswordHash hash : all) {
            matches |= compared(password, hash);
        }
        return matches;
    }

    private boolean compared(String password, PasswordHash hash) throws IOException {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServiceUnavailableException("too many logins at once");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others log in");
        }
        try {
            observer.accept(hash.cost());
            return hash.matches(password);
        } finally {
            turns.release();
        }
    }
}
