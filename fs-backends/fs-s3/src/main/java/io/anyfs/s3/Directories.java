package io.anyfs.s3;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.IsDirectoryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Directories, which a bucket does not have: one is there if it has a marker, an object whose key ends in a slash, or if it is
 * implied by any key below it. A directory that was emptied here gets a marker, so that it stays.
 */
final class Directories {

    /** As other tools mark theirs. */
    static final String CONTENT_TYPE = "application/x-directory";

    private final Bucket bucket;
    private final Keys keys;
    private final Conditions conditions;
    private final KnownDirectories known;
    private final KnownFiles files;
    private final FilesAhead ahead;

    Directories(
            Bucket bucket,
            Keys keys,
            Conditions conditions,
            KnownDirectories known,
            KnownFiles files,
            FilesAhead ahead) {
        this.bucket = bucket;
        this.keys = keys;
        this.conditions = conditions;
        this.known = known;
        this.files = files;
        this.ahead = ahead;
    }

    /** What removes an entry. */
    @FunctionalInterface
    interface Removal {
        void run() throws IOException;
    }

    /** The facts of an entry. */
    FileInfo find(FsPath path) throws IOException {
        if (path.isRoot()) {
            return root();
        }
        FileInfo file = Keys.isDirectoryOnly(path) ? null : findFile(path);
        if (file != null) {
            return file;
        }
        FileInfo directory = directory(path);
        if (directory == null) {
            throw missing(path);
        }
        return directory;
    }

    /** The facts of a file, which may be as old as the options allow. */
    private @Nullable FileInfo findFile(FsPath path) throws IOException {
        FileInfo seen = ahead.facts(path);
        if (seen != null) {
            return seen;
        } else if (known.isFree(path)) {
            throw missing(path);
        }
        try (KnownFiles.Look look = files.look(path)) {
            HeadObjectResponse file = bucket.head(keys.file(path), path);
            if (file == null) {
                return null;
            }
            FileInfo facts = ObjectFacts.file(path, file);
            look.saw(facts);
            return facts;
        }
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
        // Not all stores encode what XML cannot hold, so that a listing of it cannot be read.
        FileInfo unlisted = Bucket.isXml(keys.directory(path)) ? null : marked(path);
        if (unlisted != null) {
            return unlisted;
        }
        List<S3Object> first = first(path, 1);
        if (first.isEmpty()) {
            return null;
        }
        boolean isMarked = first.get(0).key().equals(keys.directory(path)) && ObjectFacts.isMarker(first.get(0));
        return isMarked ? listed(path) : ObjectFacts.implied(path);
    }

    /** The facts of a directory that is there. */
    FileInfo listed(FsPath path) throws IOException {
        FileInfo marked = marked(path);
        return marked == null ? ObjectFacts.implied(path) : marked;
    }

    private @Nullable FileInfo marked(FsPath path) throws IOException {
        HeadObjectResponse marker = bucket.head(keys.directory(path), path);
        // Some stores take a file for the marker of its own name; that has bytes, and nothing is below it.
        return marker == null || marker.contentLength() > 0
                ? null
                : ObjectFacts.directory(path, marker.lastModified(), marker.metadata());
    }

    /** Whether there is a directory, with a marker or implied. */
    boolean exists(FsPath directory) throws IOException {
        return directory.isRoot() || !first(directory, 1).isEmpty();
    }

    /** Why there is nothing at a path: its parent is a file, or something is missing. */
    IOException missing(FsPath path) throws IOException {
        for (FsPath above = path.parent(); above != null && !above.isRoot(); above = above.parent()) {
            if (known.isThere(above) || exists(above)) {
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
        if (isDirectory(path)) {
            throw new IsDirectoryException(path.toString(), null);
        }
        requireFileName(path);
    }

    /** Makes sure that a path is one that a file can have. */
    static void requireFileName(FsPath path) throws InvalidNameException {
        if (Keys.isDirectoryOnly(path)) {
            throw new InvalidNameException(path.toString(), "the name says that it is a directory");
        }
    }

    /** Makes sure that something can be at a path: its parent is there. */
    void requireParent(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        if (known.isThere(parent) || look(parent)) {
            return;
        }
        throw file(parent) != null ? new NotDirectoryException(path.toString()) : missing(path);
    }

    /** As {@link #exists}, but what was seen a moment ago is believed. */
    boolean isDirectory(FsPath path) throws IOException {
        if (known.isThere(path)) {
            return true;
        } else if (known.isNoDirectory(path) && !Keys.isDirectoryOnly(path)) {
            return false;
        }
        try (KnownDirectories.Look look = known.look(path)) {
            boolean exists = exists(path);
            if (!exists) {
                look.sawNone();
            }
            return exists;
        }
    }

    /** Whether there was nothing at a path a moment ago, as far as is known without asking. */
    boolean isKnownFree(FsPath path) {
        return known.isFree(path);
    }

    /** A file was stored. */
    void createdFile(FsPath path) {
        known.createdFile(path);
        files.changedFile(path);
    }

    /** To be called before a file is stored, and closed behind it. */
    KnownFiles.Look storing(FsPath path) {
        return files.look(path);
    }

    /**
     * A file was stored, or perhaps was.
     *
     * @param facts those that it was stored with; {@code null} if they are not known
     */
    void stored(FsPath path, KnownFiles.Look storing, @Nullable FileInfo facts) {
        known.createdFile(path);
        storing.wrote(facts);
    }

    /** What was known of a file is no longer so. */
    void changedFile(FsPath path) {
        files.changedFile(path);
    }

    /** What was known of a path, and of the directories above and all below it, is no longer so. */
    void changed(FsPath path) {
        known.changed(path);
        files.changed(path);
    }

    /** Whether there is a directory; remembers what is in it, if one page tells. */
    private boolean look(FsPath directory) throws IOException {
        String prefix = keys.directory(directory);
        try (KnownDirectories.Look look = known.look(directory)) {
            ListObjectsV2Response page = bucket.list(prefix, false, Bucket.PAGE, null, directory);
            if (page.contents().isEmpty() && page.commonPrefixes().isEmpty() && !directory.isRoot()) {
                return false;
            }
            look.saw(Boolean.TRUE.equals(page.isTruncated()) ? null : content(page, prefix));
            return true;
        }
    }

    private static KnownDirectories.Content content(ListObjectsV2Response page, String prefix) {
        Set<String> directories = new HashSet<>();
        for (CommonPrefix below : page.commonPrefixes()) {
            directories.add(Keys.name(ObjectFacts.lastPart(below, prefix)));
        }
        Set<String> files = new HashSet<>();
        for (S3Object object : page.contents()) {
            files.add(Keys.name(object.key().substring(prefix.length())));
        }
        return new KnownDirectories.Content(directories, files);
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
        if (known.isThere(directory) || exists(directory)) {
            return;
        }
        createAll(directory.parentOrRoot());
        if (file(directory) != null) {
            throw new NotDirectoryException(directory.toString());
        }
        // One that is made meanwhile is as good, and is kept where the store is known to keep it.
        mark(directory, Map.of(), conditions.areKnownToBeHonoured() ? Condition.NOTHING : Condition.NONE);
    }

    /** Sets attributes, which need a marker to be kept. */
    void change(FsPath directory, AttributeChanges changes) throws IOException {
        HeadObjectResponse marker = bucket.head(keys.directory(directory), directory);
        Map<String, String> before = marker == null ? Map.of() : marker.metadata();
        mark(directory, ObjectFacts.with(before, changes, true), Condition.NONE);
    }

    /** Removes an entry so that its parent stays, whatever it was that made it one. Both are locked meanwhile. */
    void remove(FsPath entry, Removal removal) throws IOException {
        FsPath parent = entry.parentOrRoot();
        if (!parent.isRoot()) {
            keep(parent, entry);
        }
        try {
            removal.run();
        } finally {
            changed(entry);
        }
    }

    /** Gives a directory a marker if it would not be there without an entry. */
    private void keep(FsPath directory, FsPath entry) throws IOException {
        String below = keys.directory(entry);
        String file = keys.file(entry);
        // The entry can be in it twice, as an object and as a directory of the same name.
        ListObjectsV2Response page = bucket.list(keys.directory(directory), false, 3, null, directory);
        boolean staysAnyway =
                page.contents().stream().anyMatch(object -> !object.key().equals(file))
                        || page.commonPrefixes().stream()
                                .anyMatch(other -> !other.prefix().equals(below));
        if (!staysAnyway) {
            mark(directory, Map.of(), Condition.NONE);
        }
    }

    /** Gives a directory a marker if it has none, so that it stays whatever becomes of what is in it. */
    void keep(FsPath directory) throws IOException {
        if (!directory.isRoot() && bucket.head(keys.directory(directory), directory) == null) {
            mark(directory, Map.of(), Condition.NONE);
        }
    }

    /** Makes sure that there is a directory. */
    void requireDirectory(FsPath directory) throws IOException {
        if (!exists(directory)) {
            throw file(directory) != null ? new NotDirectoryException(directory.toString()) : missing(directory);
        }
    }

    /** Up to so many objects that make a directory one. */
    List<S3Object> first(FsPath directory, int max) throws IOException {
        return bucket.list(keys.directory(directory), true, max, null, directory)
                .contents();
    }

    /** False if there must not be a marker and there is one, of somebody else. */
    private boolean mark(FsPath directory, Map<String, String> metadata, Condition condition) throws IOException {
        // Where the store knows no conditions, the look before has to do.
        Condition told =
                condition.equals(Condition.NONE) || conditions.areHonoured(directory) ? condition : Condition.NONE;
        String key = keys.directory(directory);
        Map<String, String> dated = new LinkedHashMap<>(metadata);
        dated.putIfAbsent(ObjectFacts.MTIME, Long.toString(Instant.now().getEpochSecond()));
        String writeId = UUID.randomUUID().toString();
        dated.put(ObjectFacts.WRITE_ID, writeId);
        try {
            bucket.put(key, PartBody.EMPTY, Content.of(CONTENT_TYPE, dated), told);
        } catch (SdkException failure) {
            if (!Failures.isConditionFailed(failure)) {
                throw Failures.of(failure, directory);
            }
            // The answer to the first try may have been lost.
            HeadObjectResponse there = bucket.head(key, directory);
            if (there == null || !writeId.equals(there.metadata().get(ObjectFacts.WRITE_ID))) {
                return false;
            }
        } finally {
            changed(directory);
        }
        return true;
    }

    /** Always there. Below a prefix it can have a marker as any directory; the root of a bucket cannot. */
    private FileInfo root() throws IOException {
        String key = keys.directory(FsPath.ROOT);
        HeadObjectResponse marker = key.isEmpty() ? null : bucket.head(key, FsPath.ROOT);
        return marker == null || marker.contentLength() > 0
                ? ObjectFacts.implied(FsPath.ROOT)
                : ObjectFacts.directory(FsPath.ROOT, marker.lastModified(), marker.metadata());
    }
}
