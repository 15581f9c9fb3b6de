package io.anyfs.mount.fuse;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The files that programs have open. A name that is open is one file, however often. Safe for use by many threads. */
final class OpenFiles {

    private static final System.Logger LOG = System.getLogger(OpenFiles.class.getName());

    private final FileSystem fs;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Handle> handles = new ConcurrentHashMap<>();
    /** Guarded by itself, with the counts in it. */
    private final Map<FsPath, Named> byPath = new HashMap<>();

    OpenFiles(FileSystem fs) {
        this.fs = fs;
    }

    /**
     * What the kernel has for one call of {@code open}.
     *
     * @param number what the kernel calls it
     * @param named the file
     * @param isWriter whether it may write
     * @param descriptor how it goes with the kernel's page cache
     */
    record Handle(long number, Named named, boolean isWriter, CacheBypass.Descriptor descriptor) {
        OpenFile file() {
            return named.file;
        }
    }

    /** A file with how many handles it has. */
    static final class Named {
        private final OpenFile file;
        private final CacheBypass bypass = new CacheBypass(CacheBypass.PATIENCE);
        private int handles;
        /** Where it is in the map. */
        private FsPath key;

        Named(OpenFile file, FsPath key) {
            this.file = file;
            this.key = key;
        }
    }

    /** Opening one: what is done with the file before its handle is given away. */
    @FunctionalInterface
    interface Opening {
        /** Returns what the program can do by the handle. */
        CacheBypass.Purpose open(OpenFile file) throws IOException;
    }

    /** Opens what is called so, together with those who have it open already. */
    Handle open(FsPath path, boolean isWriter, Opening opening) throws IOException {
        Named named;
        synchronized (byPath) {
            named = byPath.computeIfAbsent(path, missing -> new Named(new OpenFile(fs, missing), missing));
            named.handles++;
        }
        CacheBypass.Purpose purpose = null;
        try {
            purpose = opening.open(named.file);
        } finally {
            if (purpose == null) {
                end(named);
            }
        }
        Handle handle = new Handle(numbers.incrementAndGet(), named, isWriter, named.bypass.open(purpose, isWriter));
        handles.put(handle.number(), handle);
        return handle;
    }

    /** The handle of this number. */
    Handle handle(long number) throws ErrnoException {
        Handle handle = handles.get(number);
        if (handle == null) {
            throw new ErrnoException(Errno.EBADF, "handle " + number, "is not open");
        }
        return handle;
    }

    /** The file that is called so, if it is open. */
    @Nullable
    OpenFile at(FsPath path) {
        synchronized (byPath) {
            Named named = byPath.get(path);
            return named == null ? null : named.file;
        }
    }

    /** All that is open at or below this path. */
    List<OpenFile> below(FsPath path) {
        List<OpenFile> found = new ArrayList<>();
        synchronized (byPath) {
            byPath.forEach((at, named) -> {
                if (at.startsWith(path)) {
                    found.add(named.file);
                }
            });
        }
        return found;
    }

    /** Whether anything is open. */
    boolean isEmpty() {
        return handles.isEmpty();
    }

    /** What was called so has another name now, with all that lies below it. */
    void moved(FsPath source, FsPath target) {
        synchronized (byPath) {
            for (Named named : List.copyOf(byPath.values())) {
                if (named.key.startsWith(source)) {
                    byPath.remove(named.key);
                    FsPath now = named.key.from(source).under(target);
                    named.key = now;
                    named.file.movedTo(now);
                    byPath.put(now, named);
                }
            }
        }
    }

    /** The file is deleted, and goes on under a name that only libfuse knows. */
    void hidden(FsPath path, FsPath name) {
        synchronized (byPath) {
            Named named = byPath.remove(path);
            if (named != null) {
                named.key = name;
                byPath.put(name, named);
            }
        }
    }

    /** What is called so from now on is another file. */
    void forget(FsPath path) {
        synchronized (byPath) {
            byPath.remove(path);
        }
    }

    /** Ends a handle. What is left to publish is published with the last one of a file; nobody can be told of a failure then. */
    void close(long number) throws IOException {
        Handle handle = handles.remove(number);
        if (handle != null) {
            handle.named.bypass.close(handle.descriptor);
            end(handle.named);
        }
    }

    private void end(Named named) throws IOException {
        synchronized (byPath) {
            if (--named.handles > 0) {
                return;
            }
        }
        try {
            named.file.publish(false);
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, named.key + ": what was written last is lost: " + failure);
        } finally {
            boolean last;
            synchronized (byPath) {
                last = named.handles == 0;
                if (last) {
                    byPath.remove(named.key, named);
                }
            }
            if (last) {
                named.file.close();
            }
        }
    }

    /** Gives up all that is open; what is not published is lost, and named in the log. */
    void abort() {
        handles.clear();
        List<Named> all;
        synchronized (byPath) {
            all = List.copyOf(byPath.values());
            byPath.clear();
        }
        for (Named named : all) {
            if (named.file.isDirty()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        named.key + ": unmounted before the program closed it; what it wrote is not published");
            }
            try {
                named.file.close();
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.WARNING, named.key + ": " + failure);
            }
        }
    }
}
