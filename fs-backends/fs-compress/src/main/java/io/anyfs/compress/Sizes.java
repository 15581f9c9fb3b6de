package io.anyfs.compress;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of files as they are read, which only their ends tell. Those seen last are remembered, of storages that name the version
 * of a file: what is remembered of one version is never told of another. Safe for use by many threads.
 */
final class Sizes {

    /** How often to look again at a file that changes while it is looked at. */
    private static final int TRIES = 5;

    private final Backend storage;
    private final Map<FsPath, Known> known;

    /**
     * Remembers nothing yet.
     *
     * @param most how many sizes are remembered
     */
    Sizes(Backend storage, int most) {
        this.storage = storage;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<FsPath, Known> eldest) {
                return size() > most;
            }
        };
    }

    /** What was found out about a version of a file. */
    private record Known(String version, long storedSize, long size, boolean raw) {}

    /** These facts with another size. */
    static FileInfo with(FileInfo info, long size) {
        return new FileInfo(
                info.path(),
                info.type(),
                size,
                info.lastModified(),
                info.created(),
                info.lastAccess(),
                info.version(),
                info.fileId(),
                info.posix());
    }

    /** Whether it takes no look into the file to know its size. */
    boolean knows(FileInfo stored) {
        return !mayBeCompressed(stored) || remembered(stored) != null;
    }

    /** Whether it takes no look into the file to know that it is stored as it is. */
    boolean knowsRaw(FileInfo stored) {
        Known seen = remembered(stored);
        return stored.size() < StoredFormat.HEAD_BYTES || (seen != null && seen.raw());
    }

    /**
     * The facts of an entry with the size that the file has when it is read. Of a file that may not be read, or is damaged where
     * the size is, it is what is stored.
     *
     * @param stored what the storage says of it
     */
    FileInfo of(FileInfo stored) throws IOException {
        if (!mayBeCompressed(stored)) {
            return stored;
        }
        Known seen = remembered(stored);
        if (seen != null) {
            return with(stored, seen.size());
        }
        for (int tries = 1; ; tries++) {
            try (BackendReadHandle handle = storage.openRead(stored.path())) {
                FileInfo opened = handle.info().withPath(stored.path());
                StoredFile found = StoredFile.of(handle, StoredFile.GLANCE);
                learn(opened, found.size(), found.isRaw());
                return with(isSame(opened, stored) ? stored : opened, found.size());
            } catch (FileChangedException changed) {
                if (tries == TRIES) {
                    throw changed;
                }
            } catch (AccessDeniedException hidden) {
                return stored;
            }
        }
    }

    /**
     * Remembers what was found out.
     *
     * @param stored what the storage says of the version
     * @param size what the file has when it is read
     * @param raw whether it is stored as it is
     */
    void learn(FileInfo stored, long size, boolean raw) {
        String version = stored.version();
        if (version != null) {
            synchronized (known) {
                known.put(stored.path(), new Known(version, stored.size(), size, raw));
            }
        }
    }

    private @Nullable Known remembered(FileInfo stored) {
        Known seen;
        synchronized (known) {
            seen = known.get(stored.path());
        }
        return seen != null && seen.version().equals(stored.version()) && seen.storedSize() == stored.size()
                ? seen
                : null;
    }

    private static boolean mayBeCompressed(FileInfo stored) {
        return stored.isFile() && stored.size() >= StoredFormat.LEAST_BYTES;
    }

    private static boolean isSame(FileInfo opened, FileInfo stored) {
        String version = opened.version();
        return opened.size() == stored.size()
                && (version == null
                        ? opened.lastModified().equals(stored.lastModified())
                        : version.equals(stored.version()));
    }
}
