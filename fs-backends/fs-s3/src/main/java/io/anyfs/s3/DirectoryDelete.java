package io.anyfs.s3;

import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.TreeDeletion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Deletes a directory with all below it: a page of 1,000 objects with one listing and one deletion. */
final class DirectoryDelete implements TreeLevels.Visitor {

    private final Storage storage;
    private final FsPath directory;
    private final String prefix;
    private final DeleteScope scope;
    private final TreeDeletion deletion;
    private final TreeLevels levels;

    private DirectoryDelete(
            Storage storage, FsPath directory, String prefix, DeleteScope scope, TreeDeletion deletion) {
        this.storage = storage;
        this.directory = directory;
        this.prefix = prefix;
        this.scope = scope;
        this.deletion = deletion;
        this.levels = new TreeLevels(directory, prefix, this);
    }

    static void run(Storage storage, FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        new DirectoryDelete(storage, directory, storage.keys().directory(directory), scope, deletion).run();
    }

    private void run() throws IOException {
        ObjectPages pages = storage.pages(directory, true);
        boolean begun = false;
        try {
            for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
                if (page.contents().isEmpty()) {
                    continue;
                }
                if (!begun) {
                    begun = true;
                    keepWhatStays();
                }
                requireNotInterrupted();
                delete(page.contents());
            }
            if (!begun) {
                storage.directories().requireDirectory(directory);
            }
            end();
        } finally {
            storage.directories().changed(directory);
        }
    }

    /** What was a directory only because of what goes now. */
    private void keepWhatStays() throws IOException {
        if (scope == DeleteScope.CONTENTS) {
            storage.directories().keep(directory);
            return;
        }
        FsPath parent = directory.parentOrRoot();
        try (PathLocks.Held held = storage.locks().take(List.of(parent), List.of())) {
            held.require();
            storage.directories().keep(parent);
        }
    }

    private void delete(List<S3Object> objects) throws IOException {
        List<String> keys = new ArrayList<>(objects.size());
        for (S3Object object : objects) {
            if (scope == DeleteScope.WHOLE || !object.key().equals(prefix)) {
                keys.add(object.key());
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        Map<String, IOException> failures = storage.bucket().deleteAll(keys, directory);
        for (S3Object object : objects) {
            TreeLevels.Level level = levels.goTo(object.key());
            IOException failure = failures.get(object.key());
            boolean isMarker = ObjectFacts.isMarker(object);
            FsPath path = isMarker ? level.path() : levels.object(object.key());
            if (failure != null) {
                level.stay();
                deletion.failed(path, failure);
            } else if (!isMarker) {
                deletion.deleted(ObjectFacts.file(path, object));
            }
        }
    }

    @Override
    public void entered(TreeLevels.Level level) {}

    @Override
    public void left(TreeLevels.Level level, TreeLevels.Level above) throws IOException {
        if (level.stays()) {
            above.stay();
        } else {
            deletion.deleted(ObjectFacts.implied(level.path()));
        }
    }

    private void end() throws IOException {
        TreeLevels.Level whole = levels.end();
        if (scope == DeleteScope.WHOLE && !whole.stays()) {
            FileInfo info = ObjectFacts.implied(directory);
            deletion.deleted(info);
        }
    }

    private void requireNotInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(directory + ": interrupted");
        }
    }
}
