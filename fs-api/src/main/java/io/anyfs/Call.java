package io.anyfs;

import io.anyfs.spi.Backend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Runs backend calls: attaches the context to failures and tells observers. One for a filesystem and its borrows. */
final class Call {

    private static final System.Logger LOG = System.getLogger(FileSystem.class.getName());

    private final List<FileSystemObserver> observers = new CopyOnWriteArrayList<>();

    /** Something that a backend does. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Something that a backend does, without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    void observe(FileSystemObserver observer) {
        observers.add(observer);
    }

    void ignore(FileSystemObserver observer) {
        observers.remove(observer);
    }

    void act(Backend backend, Operation operation, FsPath path, @Nullable FsPath target, Action action)
            throws IOException {
        run(backend, operation, path, target, () -> {
            action.run();
            return operation;
        });
    }

    <T> T run(Backend backend, Operation operation, FsPath path, @Nullable FsPath target, Work<T> work)
            throws IOException {
        boolean observed = !observers.isEmpty();
        long begin = observed ? System.nanoTime() : 0;
        Throwable failed = null;
        try {
            return work.run();
        } catch (IOException failure) {
            IOException described = new FailureContext(operation, path, target, backend.name()).describe(failure);
            failed = described;
            throw described;
        } catch (RuntimeException | Error failure) {
            failed = failure;
            throw failure;
        } finally {
            if (observed) {
                tell(new OperationEvent(operation, path, target, backend.name(), System.nanoTime() - begin, 0, failed));
            }
        }
    }

    /** Tells of a handle that has come to its end. */
    void ended(Backend backend, Operation operation, FsPath path, long begin, long bytes, @Nullable Throwable failure) {
        if (!observers.isEmpty()) {
            tell(new OperationEvent(operation, path, null, backend.name(), System.nanoTime() - begin, bytes, failure));
        }
    }

    private void tell(OperationEvent event) {
        for (FileSystemObserver observer : observers) {
            try {
                observer.completed(event);
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "an observer failed on " + event.operation(), failure);
            }
        }
    }
}
