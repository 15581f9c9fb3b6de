package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Uploads in parts that were begun and have neither been completed nor aborted: what is left when a process is killed while it
 * writes, and what is being written now. No listing of files shows them, and the store keeps, and AWS charges for, their parts.
 */
public final class S3Uploads {

    private S3Uploads() {}

    /**
     * An upload.
     *
     * @param key what is to be stored, with the prefix
     * @param id tells it apart from others of the same key
     * @param started when it was begun, by the clock of the store
     * @param bytes how much has arrived; empty if the store does not let these credentials ask
     */
    public record Upload(String key, String id, Instant started, OptionalLong bytes) {}

    /**
     * What became of uploads.
     *
     * @param aborted those that are gone
     * @param failed those that are still there, and why
     * @param younger those that were left alone
     */
    public record Result(List<Upload> aborted, Map<Upload, IOException> failed, List<Upload> younger) {}

    /**
     * The uploads below the prefix of the options, the oldest first.
     *
     * @throws NoSuchFileException if there is no such bucket
     */
    public static List<Upload> find(S3Options options) throws IOException {
        return Storage.with(options, S3Uploads::find);
    }

    /**
     * Aborts what was begun so long ago or longer. An upload that is still under way is aborted too, and its write fails, so
     * choose an age that no upload reaches.
     */
    public static Result abortOlderThan(S3Options options, Duration age) throws IOException {
        if (age.isNegative()) {
            throw new IllegalArgumentException("an age is not negative: " + age);
        }
        return Storage.with(options, storage -> abort(storage, Instant.now().minus(age)));
    }

    private static Result abort(Storage storage, Instant latest) throws IOException {
        List<Upload> aborted = new ArrayList<>();
        Map<Upload, IOException> failed = new LinkedHashMap<>();
        List<Upload> younger = new ArrayList<>();
        for (Upload upload : find(storage)) {
            if (upload.started().isAfter(latest)) {
                younger.add(upload);
                continue;
            }
            try {
                storage.bucket()
                        .abortUpload(upload.key(), upload.id(), storage.keys().path(upload.key()));
                aborted.add(upload);
            } catch (IOException failure) {
                failed.put(upload, failure);
            }
        }
        return new Result(aborted, failed, younger);
    }

    private static List<Upload> find(Storage storage) throws IOException {
        Collection<Upload> found = new ConcurrentLinkedQueue<>();
        String prefix = storage.keys().directory(FsPath.ROOT);
        ListMultipartUploadsResponse page = storage.bucket().uploads(prefix, null, null, FsPath.ROOT);
        try (Batch batch = new Batch(storage.workers())) {
            while (true) {
                for (MultipartUpload upload : page.uploads()) {
                    batch.add(() -> measure(storage, upload, found));
                }
                if (!Boolean.TRUE.equals(page.isTruncated()) || page.nextKeyMarker() == null) {
                    break;
                }
                page = storage.bucket().uploads(prefix, page.nextKeyMarker(), page.nextUploadIdMarker(), FsPath.ROOT);
            }
            batch.await();
        }
        return found.stream()
                .sorted(Comparator.comparing(Upload::started)
                        .thenComparing(Upload::key)
                        .thenComparing(Upload::id))
                .toList();
    }

    private static void measure(Storage storage, MultipartUpload upload, Collection<Upload> found) throws IOException {
        OptionalLong bytes;
        try {
            bytes = OptionalLong.of(bytes(storage, upload));
        } catch (NoSuchFileException ended) {
            return;
        } catch (AccessDeniedException untold) {
            bytes = OptionalLong.empty();
        }
        found.add(new Upload(upload.key(), upload.uploadId(), upload.initiated(), bytes));
    }

    private static long bytes(Storage storage, MultipartUpload upload) throws IOException {
        long bytes = 0;
        Integer marker = null;
        while (true) {
            ListPartsResponse page = storage.bucket()
                    .parts(
                            upload.key(),
                            upload.uploadId(),
                            marker,
                            storage.keys().path(upload.key()));
            bytes += page.parts().stream().mapToLong(Part::size).sum();
            if (!Boolean.TRUE.equals(page.isTruncated()) || page.nextPartNumberMarker() == null) {
                return bytes;
            }
            marker = page.nextPartNumberMarker();
        }
    }
}
