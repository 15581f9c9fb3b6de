package io.anyfs.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Deletes the unfinished files that a crash left behind. A directory is swept in the background when something is first
 * written into it, so that opening a large tree costs nothing. All storages of the process share one thread, which goes when
 * it has nothing to do.
 */
final class Sweeper implements Closeable {

    private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_WAITING = 1_000;
    private static final ExecutorService BACKGROUND = background();

    private final TemporaryNames names;
    private final Duration age;
    private final Set<Object> swept = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    });
    private final Deque<Directory> waiting = new ArrayDeque<>();
    private final Object sweeping = new Object();
    private volatile boolean closed;

    Sweeper(TemporaryNames names, Duration age) {
        this.names = names;
        this.age = age;
    }

    /** Something is about to be written into a directory. */
    void touched(Directory directory) throws IOException {
        Object key = directory.key();
        synchronized (waiting) {
            if (closed || waiting.size() >= MAX_WAITING || !swept.add(key)) {
                return;
            }
            waiting.add(directory.share());
        }
        BACKGROUND.execute(this::sweepNext);
    }

    /** There is nothing to sweep in a directory that has just been created. */
    void created(BasicFileAttributes directory) {
        Object key = directory.fileKey();
        if (key != null) {
            synchronized (waiting) {
                swept.add(key);
            }
        }
    }

    /** Deletes what was left in a directory and returns how many entries that were. */
    long sweep(Directory directory) throws IOException {
        long deleted = 0;
        try (DirectoryStream<Path> entries = directory.entries()) {
            for (Path entry : entries) {
                if (closed) {
                    return deleted;
                }
                String name = String.valueOf(entry.getFileName());
                if (names.isReserved(name) && names.isAbandoned(name) && delete(directory, name)) {
                    deleted++;
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return deleted;
    }

    /** Waits for a sweep that is under way. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.forEach(Directory::close);
            waiting.clear();
        }
        synchronized (sweeping) {
            LOG.log(System.Logger.Level.TRACE, "no sweep is under way any more");
        }
    }

    private void sweepNext() {
        synchronized (sweeping) {
            Directory next;
            synchronized (waiting) {
                next = waiting.poll();
            }
            if (next == null) {
                return;
            }
            try (next) {
                long deleted = sweep(next);
                if (deleted > 0) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "{0}: deleted {1} unfinished files of a process that has ended",
                            next.real(),
                            deleted);
                }
            } catch (NoSuchFileException deleted) {
                LOG.log(System.Logger.Level.DEBUG, "{0}: was deleted before it could be swept", next.real());
            } catch (IOException | RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, next.real() + ": could not be swept", failure);
            }
        }
    }

    private boolean delete(Directory directory, String name) throws IOException {
        try {
            BasicFileAttributes file = directory.attributes(name);
            Instant youngest = Instant.now().minus(age);
            if (file.lastModifiedTime().toInstant().isAfter(youngest)) {
                return false;
            }
            if (file.isDirectory()) {
                emptyStaging(directory, name);
                directory.deleteDirectory(name);
            } else {
                directory.deleteFile(name);
            }
            return true;
        } catch (NoSuchFileException sweptByAnother) {
            return false;
        }
    }

    /** What is in there is empty directories and links. */
    private static void emptyStaging(Directory directory, String name) throws IOException {
        try (Directory staging = directory.child(name);
                DirectoryStream<Path> entries = staging.entries()) {
            for (Path entry : entries) {
                String entryName = String.valueOf(entry.getFileName());
                if (staging.attributes(entryName).isDirectory()) {
                    staging.deleteDirectory(entryName);
                } else {
                    staging.deleteFile(entryName);
                }
            }
        }
    }

    private static ExecutorService background() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "anyfs-local-sweeper");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
