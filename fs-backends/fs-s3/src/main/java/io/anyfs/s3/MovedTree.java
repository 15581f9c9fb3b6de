package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a directory that is moved, at its source and at its target. What begins with a comparison never touches an
 * object that is not, by {@link CopyCheck}, the one that the move has read or written.
 */
final class MovedTree {

    private final Storage storage;
    private final FsPath source;
    private final FsPath target;
    private final String from;
    private final String to;

    MovedTree(Storage storage, FsPath source, FsPath target) throws InvalidNameException {
        this.storage = storage;
        this.source = source;
        this.target = target;
        this.from = storage.keys().directory(source);
        this.to = storage.keys().directory(target);
    }

    FsPath source() {
        return source;
    }

    FsPath target() {
        return target;
    }

    /** Copies all of the source to a target where nothing is. */
    void copyAll() throws IOException {
        forEach(source, object -> {
            HeadObjectResponse head = storage.bucket().head(object.key(), source);
            if (head != null) {
                storage.copies().copy(object.key(), head, atTarget(object.key()), source);
            }
        });
    }

    /**
     * Deletes the source after {@link #copyAll}. What was stored before a time is what was copied; the rest may have come since:
     * what is new is copied now, and what was changed since it was copied stays.
     */
    void deleteAll(Instant copiedSince, MoveTally tally) throws IOException {
        ObjectPages pages = storage.pages(source, true);
        for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
            List<String> copied = new ArrayList<>();
            List<S3Object> recent = new ArrayList<>();
            for (S3Object object : page.contents()) {
                if (object.lastModified().isBefore(copiedSince)) {
                    copied.add(object.key());
                } else {
                    recent.add(object);
                }
            }
            delete(copied, source);
            deleteCompared(recent, source, tally, key -> copiedIfNew(key, tally), Pair::source);
        }
    }

    private Pair copiedIfNew(String key, MoveTally tally) throws IOException {
        Pair pair = look(key, atTarget(key));
        if (pair.source() == null || pair.target() != null) {
            return pair;
        }
        storage.copies().copy(key, pair.source(), atTarget(key), source);
        tally.copied();
        return look(key, atTarget(key));
    }

    /** Copies what is at the source only. */
    void copyMissing(MoveTally tally) throws IOException {
        forEach(source, object -> {
            Pair pair = look(object.key(), atTarget(object.key()));
            if (pair.source() == null) {
                return;
            } else if (pair.target() == null) {
                storage.copies().copy(object.key(), pair.source(), atTarget(object.key()), source);
                tally.copied();
            } else if (pair.isCopied()) {
                tally.kept();
            } else {
                tally.differs(atTarget(object.key()));
            }
        });
    }

    /** Deletes those objects of the source of which there is a copy. */
    void deleteCopied(MoveTally tally) throws IOException {
        deleteCompared(source, tally, key -> look(key, atTarget(key)), Pair::source);
    }

    /** Deletes those objects of the target that are copies of what is at the source. */
    void deleteCopies(MoveTally tally) throws IOException {
        deleteCompared(target, tally, key -> look(from + key.substring(to.length()), key), Pair::target);
    }

    /** An object and what is where its copy belongs; {@code null} where nothing is. */
    private record Pair(
            @Nullable HeadObjectResponse source, @Nullable HeadObjectResponse target) {

        boolean isCopied() {
            return source != null && target != null && CopyCheck.isCopy(source, target);
        }
    }

    @FunctionalInterface
    private interface Look {
        Pair at(String key) throws IOException;
    }

    @FunctionalInterface
    private interface Action {
        void on(S3Object object) throws IOException;
    }

    private Pair look(String sourceKey, String targetKey) throws IOException {
        return new Pair(
                storage.bucket().head(sourceKey, source), storage.bucket().head(targetKey, target));
    }

    private String atTarget(String key) {
        return to + key.substring(from.length());
    }

    private void forEach(FsPath directory, Action action) throws IOException {
        ObjectPages pages = storage.pages(directory, true);
        try (Batch batch = new Batch(storage.workers())) {
            for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
                for (S3Object object : page.contents()) {
                    if (object.size() > PartSizes.MAX_COPIED_PART) {
                        action.on(object); // its parts need the workers
                    } else {
                        batch.add(() -> action.on(object));
                    }
                }
            }
            batch.await();
        }
    }

    private void deleteCompared(
            FsPath directory, MoveTally tally, Look look, Function<Pair, @Nullable HeadObjectResponse> listed)
            throws IOException {
        ObjectPages pages = storage.pages(directory, true);
        for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
            deleteCompared(page.contents(), directory, tally, look, listed);
        }
    }

    private void deleteCompared(
            List<S3Object> objects,
            FsPath directory,
            MoveTally tally,
            Look look,
            Function<Pair, @Nullable HeadObjectResponse> listed)
            throws IOException {
        Collection<String> copied = new ConcurrentLinkedQueue<>();
        try (Batch batch = new Batch(storage.workers())) {
            for (S3Object object : objects) {
                batch.add(() -> {
                    Pair pair = look.at(object.key());
                    if (pair.isCopied()) {
                        copied.add(object.key());
                    } else if (listed.apply(pair) != null) {
                        tally.differs(object.key());
                    }
                });
            }
            batch.await();
        }
        delete(List.copyOf(copied), directory);
        tally.deleted(copied.size());
    }

    private void delete(List<String> keys, FsPath directory) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        Iterator<IOException> failures =
                storage.bucket().deleteAll(keys, directory).values().iterator();
        if (failures.hasNext()) {
            IOException first = failures.next();
            failures.forEachRemaining(first::addSuppressed);
            throw first;
        }
    }
}
