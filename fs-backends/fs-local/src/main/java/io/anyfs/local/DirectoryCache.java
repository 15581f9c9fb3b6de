package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The directories that were used last, still open. Before one is used again, one look at its path tells whether the path
 * still leads there; if not, the way has to be found anew. It is found anew every second in any case, so that a directory
 * that was moved out of the root, and is reached over a link that took its place, is not used for long.
 */
final class DirectoryCache implements Closeable {

    private static final int CAPACITY = 64;
    private static final long LIFE = TimeUnit.SECONDS.toNanos(1);

    private final Root root;
    private final Map<FsPath, SecureDirectory> open = new LinkedHashMap<>(CAPACITY, 0.75f, true);
    private boolean closed;

    DirectoryCache(Root root) {
        this.root = root;
    }

    /** A use of the directory that a path leads to, if it is known and still the one. */
    @Nullable
    Directory get(FsPath path) throws IOException {
        SecureDirectory known = share(path);
        if (known == null) {
            return null;
        }
        if (isRecent(known) && leadsTo(path, known)) {
            return known;
        }
        known.close();
        remove(path, known);
        return null;
    }

    /** A use of the directory that a path led to within the last second, if it is known. */
    @Nullable
    Directory recent(FsPath path) {
        SecureDirectory known = share(path);
        if (known == null || isRecent(known)) {
            return known;
        }
        known.close();
        return null;
    }

    /** Keeps a directory open for later. */
    void put(FsPath path, Directory directory) {
        if (!(directory instanceof SecureDirectory secure)) {
            return;
        }
        List<SecureDirectory> dropped = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            SecureDirectory before = open.put(path, secure.share());
            if (before != null) {
                dropped.add(before);
            }
            Iterator<SecureDirectory> eldest = open.values().iterator();
            while (open.size() > CAPACITY) {
                dropped.add(eldest.next());
                eldest.remove();
            }
        }
        dropped.forEach(SecureDirectory::close);
    }

    /** Drops a directory and all below it. */
    void forget(FsPath path) {
        List<SecureDirectory> dropped = new ArrayList<>();
        synchronized (this) {
            open.entrySet().removeIf(entry -> {
                boolean below = entry.getKey().startsWith(path);
                if (below) {
                    dropped.add(entry.getValue());
                }
                return below;
            });
        }
        dropped.forEach(SecureDirectory::close);
    }

    @Override
    public void close() {
        List<SecureDirectory> dropped;
        synchronized (this) {
            closed = true;
            dropped = new ArrayList<>(open.values());
            open.clear();
        }
        dropped.forEach(SecureDirectory::close);
    }

    private synchronized @Nullable SecureDirectory share(FsPath path) {
        SecureDirectory known = open.get(path);
        return known != null && known.tryShare() ? known : null;
    }

    private static boolean isRecent(SecureDirectory known) {
        return System.nanoTime() - known.reachedAt() < LIFE;
    }

    /** What was reached over links must also still be where it was: its own path is used for what the JDK does by path only. */
    private boolean leadsTo(FsPath path, SecureDirectory known) throws IOException {
        return isAt(root.host(path), known)
                && (known.real().equals(path) || isAt(known.host(), known, LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean isAt(Path host, SecureDirectory known, LinkOption... links) {
        try {
            return known.key()
                    .equals(Files.readAttributes(host, BasicFileAttributes.class, links)
                            .fileKey());
        } catch (IOException changed) {
            return false;
        }
    }

    private void remove(FsPath path, SecureDirectory outdated) {
        synchronized (this) {
            if (!open.remove(path, outdated)) {
                return;
            }
        }
        outdated.close();
    }
}
