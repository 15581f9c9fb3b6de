package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.s3.Bucket.Condition;
import io.anyfs.s3.Bucket.Content;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Directories, which a bucket does not have: one is there if it has a marker, an object whose key ends in a slash, or if it is
 * implied by any key below it. A directory that was emptied here gets a marker, so that it stays.
 */
final class Directories {

    /** As other tools mark theirs. */
    static final String CONTENT_TYPE = "application/x-directory";

    private static final int LOCKS = 64;

    private final Bucket bucket;
    private final Keys keys;
    /** Of two that delete the last two entries of a directory, the second must see that it is the last. */
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    Directories(Bucket bucket, Keys keys) {
        this.bucket = bucket;
        this.keys = keys;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** A change of what a directory holds. */
    @FunctionalInterface
    interface Removal {
        void run() throws IOException;
    }

    /** The facts of an entry. */
    FileInfo find(FsPath path) throws IOException {
        if (path.isRoot()) {
            return root();
        }
        HeadObjectResponse file = file(path);
        if (file != null) {
            return ObjectFacts.file(path, file);
        }
        FileInfo directory = directory(path);
        if (directory == null) {
            throw missing(path);
        }
        return directory;
    }

    /** The object at a path; {@code null} if there is none. */
    @Nullable
    HeadObjectResponse file(FsPath path) throws IOException {
        return path.isRoot() || Keys.isDirectoryOnly(path) ? null : bucket.head(keys.file(path), path);
    }

    /** The facts of a directory; {@code null} if there is none. */
    @Nullable
    FileInfo directory(FsPath path) throws IOException {
        if (path.isRoot()) {
            return root();
        }
        HeadObjectResponse marker = bucket.head(keys.directory(path), path);
        if (marker != null) {
            return ObjectFacts.directory(path, marker.lastModified(), marker.metadata());
        }
        return exists(path) ? ObjectFacts.implied(path) : null;
    }

    /** Whether there is a directory, with a marker or implied. */
    boolean exists(FsPath directory) throws IOException {
        return directory.isRoot() || !first(directory, 1).isEmpty();
    }

    /** Why there is nothing at a path: its parent is a file, or something is missing. */
    IOException missing(FsPath path) throws IOException {
        for (FsPath above = path.parent(); above != null && !above.isRoot(); above = above.parent()) {
            if (exists(above)) {
                break;
            } else if (file(above) != null) {
                return new NotDirectoryException(path.toString());
            }
        }
        return new NoSuchFileException(path.toString());
    }

    /** Makes sure that a file can be at a path: its parent is there, and it is no directory itself. */
    void requireFree(FsPath path) throws IOException {
        requireParent(path);
        if (exists(path)) {
            throw new IsDirectoryException(path.toString(), null);
        }
    }

    void requireParent(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        if (!exists(parent)) {
            throw file(parent) != null ? new NotDirectoryException(path.toString()) : missing(path);
        }
    }

    /** Creates one directory whose parent is there. */
    void create(FsPath directory) throws IOException {
        if (directory.isRoot() || exists(directory) || file(directory) != null) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        requireParent(directory);
        if (!mark(directory, Map.of(), Condition.NOTHING)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
    }

    /** Creates a directory and what is missing above it. */
    void createAll(FsPath directory) throws IOException {
        if (exists(directory)) {
            return;
        }
        createAll(directory.parentOrRoot());
        if (file(directory) != null) {
            throw new NotDirectoryException(directory.toString());
        }
        mark(directory, Map.of(), Condition.NOTHING);
    }

    /** Sets attributes, which need a marker to be kept. */
    void change(FsPath directory, AttributeChanges changes) throws IOException {
        HeadObjectResponse marker = bucket.head(keys.directory(directory), directory);
        Map<String, String> before = marker == null ? Map.of() : marker.metadata();
        mark(directory, ObjectFacts.with(before, changes, true), Condition.NONE);
    }

    /** Removes an entry so that its parent stays, whatever it was that made it one. */
    void remove(FsPath entry, Removal removal) throws IOException {
        FsPath parent = entry.parentOrRoot();
        if (parent.isRoot()) {
            removal.run();
            return;
        }
        ReentrantLock lock = locks[Math.floorMod(parent.hashCode(), LOCKS)];
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(entry + ": interrupted");
        }
        try {
            keep(parent, entry);
            removal.run();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a directory a marker if it would not be there without an entry. */
    private void keep(FsPath directory, FsPath entry) throws IOException {
        String below = keys.directory(entry);
        String file = keys.file(entry);
        boolean staysAnyway = first(directory, 2).stream()
                .map(S3Object::key)
                .anyMatch(key -> !key.equals(file) && !key.startsWith(below));
        if (!staysAnyway) {
            mark(directory, Map.of(), Condition.NONE);
        }
    }

    /** Up to so many objects that make a directory one. */
    List<S3Object> first(FsPath directory, int max) throws IOException {
        return bucket.list(keys.directory(directory), true, max, null, directory)
                .contents();
    }

    /** False if there must not be a marker and there is one. */
    private boolean mark(FsPath directory, Map<String, String> metadata, Condition condition) throws IOException {
        Map<String, String> dated = new java.util.LinkedHashMap<>(metadata);
        dated.putIfAbsent(ObjectFacts.MTIME, Long.toString(Instant.now().getEpochSecond()));
        try {
            bucket.put(keys.directory(directory), PartBody.EMPTY, Content.of(CONTENT_TYPE, dated), condition);
            return true;
        } catch (SdkException failure) {
            if (Failures.isConditionFailed(failure)) {
                return false;
            }
            throw Failures.of(failure, directory);
        }
    }

    private static FileInfo root() {
        return ObjectFacts.implied(FsPath.ROOT);
    }
}
