package io.anyfs.s3;

import io.anyfs.FsPath;
import io.anyfs.s3.testing.S3Store;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A small tree with everything that a directory can have, and what of it is in the bucket. */
final class MovedObjects {

    static final FsPath SOURCE = FsPath.of("/from/dir");
    static final FsPath TARGET = FsPath.of("/to/moved");

    private static final String FROM = "from/dir/";
    private static final String TO = "to/moved/";

    private final S3Store store;
    private final String bucket;
    private final String prefix;
    private final Map<String, Facts> source;

    /** All that a move has to keep of an object. */
    record Facts(String bytes, String contentType, Map<String, String> metadata) {}

    private MovedObjects(S3Store store, String bucket, String prefix) {
        this.store = store;
        this.bucket = bucket;
        this.prefix = prefix;
        put("to/", "", "application/x-directory", Map.of("mtime", "1000000000"));
        put(FROM, "", "application/x-directory", Map.of("mtime", "1100000000", "mode", "16832"));
        put(
                FROM + "file.txt",
                "with facts",
                "text/plain",
                Map.of("mtime", "1200000000.5", "mode", "33152", "own", "x"));
        put(FROM + "plain", "without", "application/x-own", Map.of());
        put(FROM + "empty/", "", "application/x-directory", Map.of());
        put(FROM + "implied/deep/file", "deep", "text/plain", Map.of("mtime", "1300000000"));
        put(FROM + "nothing", "", "text/plain", Map.of("mtime", "1400000000"));
        this.source = now();
    }

    /** Puts a tree in place. */
    static MovedObjects at(S3Store store, String bucket, String prefix) {
        return new MovedObjects(store, bucket, prefix);
    }

    /** What was there before the move. */
    Map<String, Facts> source() {
        return source;
    }

    /** What is there after the move; without the marker that keeps the source's parent. */
    Map<String, Facts> target() {
        Map<String, Facts> moved = new TreeMap<>();
        source.forEach(
                (key, facts) -> moved.put(key.startsWith(FROM) ? TO + key.substring(FROM.length()) : key, facts));
        return moved;
    }

    /** What is there now; without the marker that keeps the source's parent. */
    Map<String, Facts> nowWithoutParent() {
        Map<String, Facts> now = now();
        now.remove("from/");
        return now;
    }

    /** What is there now, each object with its time, also where nobody has set one. */
    Map<String, Facts> now() {
        Map<String, Facts> all = new TreeMap<>();
        for (S3Object object : store.client()
                .listObjectsV2(r -> r.bucket(bucket).prefix(prefix + "/"))
                .contents()) {
            ResponseBytes<GetObjectResponse> got =
                    store.client().getObjectAsBytes(r -> r.bucket(bucket).key(object.key()));
            Map<String, String> metadata = new LinkedHashMap<>(got.response().metadata());
            metadata.putIfAbsent(
                    "mtime", Long.toString(got.response().lastModified().getEpochSecond()));
            all.put(
                    object.key().substring(prefix.length() + 1),
                    new Facts(got.asUtf8String(), got.response().contentType(), metadata));
        }
        return all;
    }

    void put(String key, String text) {
        put(key, text, "text/plain", Map.of());
    }

    void delete(String key) {
        store.client().deleteObject(r -> r.bucket(bucket).key(prefix + "/" + key));
    }

    private void put(String key, String text, String contentType, Map<String, String> metadata) {
        store.client()
                .putObject(
                        r -> r.bucket(bucket)
                                .key(prefix + "/" + key)
                                .contentType(contentType)
                                .metadata(metadata),
                        RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
}
