package io.anyfs.nio;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.FileSystemAlreadyExistsException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filesystems that URIs lead to. Those with a name, and those opened by a URI, are held until they are closed; others only
 * as long as somebody else holds them, so that one that was forgotten is noticed.
 */
final class OpenFileSystems {

    // Both guarded by the class.
    private static final Map<String, AnyfsFileSystem> HELD = new HashMap<>();
    private static final Map<String, WeakReference<AnyfsFileSystem>> UNHELD = new HashMap<>();
    private static long next = 1;

    private OpenFileSystems() {}

    /** Makes a filesystem that has this key. */
    @FunctionalInterface
    interface Making<E extends Exception> {
        AnyfsFileSystem of(String key) throws E;
    }

    /** Opens one and holds it. Nobody waits for that but who asked for it. */
    static <E extends Exception> AnyfsFileSystem add(String key, Making<E> making) throws E {
        requireFree(key);
        AnyfsFileSystem made = making.of(key);
        if (hold(made)) {
            return made;
        }
        FileSystemAlreadyExistsException raced = new FileSystemAlreadyExistsException(key + " is open");
        try {
            made.storage().close();
        } catch (IOException failure) {
            raced.addSuppressed(failure);
        }
        throw raced;
    }

    private static void requireFree(String key) {
        if (find(key) != null) {
            throw new FileSystemAlreadyExistsException(key + " is open");
        }
    }

    private static synchronized boolean hold(AnyfsFileSystem made) {
        if (find(made.key()) != null) {
            return false;
        }
        HELD.put(made.key(), made);
        return true;
    }

    static synchronized AnyfsFileSystem addUnnamed(Making<RuntimeException> making) {
        UNHELD.values().removeIf(reference -> reference.get() == null);
        String key;
        do {
            key = FileSystemUri.named("unnamed-" + next++);
        } while (find(key) != null);
        AnyfsFileSystem made = making.of(key);
        UNHELD.put(key, new WeakReference<>(made));
        return made;
    }

    /** The one of this key that is open; {@code null} if none is. */
    static synchronized @Nullable AnyfsFileSystem find(String key) {
        AnyfsFileSystem found = HELD.get(key);
        if (found == null) {
            WeakReference<AnyfsFileSystem> reference = UNHELD.get(key);
            found = reference == null ? null : reference.get();
        }
        return found == null || !found.isOpen() ? null : found;
    }

    static synchronized void remove(AnyfsFileSystem closed) {
        HELD.remove(closed.key(), closed);
        UNHELD.remove(closed.key());
    }
}
