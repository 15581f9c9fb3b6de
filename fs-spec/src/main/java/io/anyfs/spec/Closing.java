package io.anyfs.spec;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes several things, whatever fails. */
final class Closing {

    private Closing() {}

    /** Closes all in their order; the first failure is thrown with the others as suppressed. */
    static void all(Iterable<? extends Closeable> resources) throws IOException {
        Throwable failure = close(null, resources);
        if (failure instanceof IOException io) {
            throw io;
        } else if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    /** Closes all in their order because of a failure, which keeps further ones as suppressed. */
    static void after(Throwable failure, Iterable<? extends Closeable> resources) {
        close(failure, resources);
    }

    private static @Nullable Throwable close(@Nullable Throwable first, Iterable<? extends Closeable> resources) {
        Throwable failure = first;
        for (Closeable resource : resources) {
            try {
                resource.close();
            } catch (IOException | RuntimeException next) {
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        return failure;
    }
}
