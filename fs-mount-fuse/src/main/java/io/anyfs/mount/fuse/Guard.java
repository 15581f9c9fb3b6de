package io.anyfs.mount.fuse;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A lock that many hold at once who look, and one alone who changes. */
final class Guard {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** What is done with no result. */
    @FunctionalInterface
    interface Action<X extends Exception> {
        void run() throws X;
    }

    /** What is done for its result. */
    @FunctionalInterface
    interface Answer<T, X extends Exception> {
        T get() throws X;
    }

    /** Looks, with others. */
    <T, X extends Exception> T together(Answer<T, X> answer) throws X {
        return holding(lock.readLock(), answer);
    }

    /** Changes, alone. */
    <T, X extends Exception> T alone(Answer<T, X> answer) throws X {
        return holding(lock.writeLock(), answer);
    }

    /** Changes, alone. */
    <X extends Exception> void alone(Action<X> action) throws X {
        Lock held = lock.writeLock();
        held.lock();
        try {
            action.run();
        } finally {
            held.unlock();
        }
    }

    private static <T, X extends Exception> T holding(Lock held, Answer<T, X> answer) throws X {
        held.lock();
        try {
            return answer.get();
        } finally {
            held.unlock();
        }
    }
}
