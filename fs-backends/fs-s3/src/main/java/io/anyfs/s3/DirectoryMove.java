package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Moves a directory: copies all that is below it, then deletes it there. */
final class DirectoryMove {

    private final Storage storage;

    DirectoryMove(Storage storage) {
        this.storage = storage;
    }

    void run(FsPath source, FsPath target) throws IOException {
        String from = storage.keys().directory(source);
        String to = storage.keys().directory(target);
        try {
            copyAll(source, from, to);
        } finally {
            storage.directories().changed(target);
        }
        storage.directories().remove(source, () -> deleteAll(source, from));
    }

    private void copyAll(FsPath source, String from, String to) throws IOException {
        try (Batch batch = new Batch(storage.workers())) {
            ObjectPages pages = new ObjectPages(storage.bucket(), from, true, source);
            for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
                for (S3Object object : page.contents()) {
                    batch.add(() -> copy(source, object.key(), to + object.key().substring(from.length())));
                }
            }
            batch.await();
        }
    }

    private void copy(FsPath source, String from, String to) throws IOException {
        HeadObjectResponse head = storage.bucket().head(from, source);
        if (head != null) {
            storage.copies().copy(from, head, to, source);
        }
    }

    private void deleteAll(FsPath source, String from) throws IOException {
        ObjectPages pages = new ObjectPages(storage.bucket(), from, true, source);
        for (ListObjectsV2Response page = pages.next(); page != null; page = pages.next()) {
            List<String> keys = new ArrayList<>();
            page.contents().forEach(object -> keys.add(object.key()));
            if (!keys.isEmpty()) {
                for (IOException failure :
                        storage.bucket().deleteAll(keys, source).values()) {
                    throw failure;
                }
            }
        }
    }
}
