package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FsPath;
import io.anyfs.s3.OddKey.Reason;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3OddKeysTest {

    private static final S3Store STORE = S3Server.S3PROXY.shared();

    private final Keys keys = new Keys("in");

    @Test
    void keys_that_are_paths_are_not_odd() throws IOException {
        assertEquals(List.of(), odd(file("a"), file("b c"), marker("d/"), file("d/.hidden"), file("d/..."), file("e")));
    }

    @Test
    void each_odd_key_is_told_with_its_path_and_why() throws IOException {
        assertEquals(
                List.of(
                        odd("/x", "/.anyfs~empty/x", Reason.EMPTY_NAME),
                        odd("./x", "/.anyfs~dot/x", Reason.DOT_NAME),
                        odd(".anyfs~dot", "/.anyfs~=dot", Reason.ESCAPE),
                        odd("a//", "/a/.anyfs~empty", Reason.EMPTY_NAME),
                        odd("a/..", "/a/.anyfs~dotdot", Reason.DOT_NAME),
                        odd("b\0", "/.anyfs~hex=6200", Reason.NUL),
                        odd("c/", "/c/.anyfs~empty", Reason.MARKER_WITH_BYTES)),
                odd(file("/x"), file("./x"), file(".anyfs~dot"), marker("a//"), file("a/.."), file("b\0"), file("c/")));
    }

    @Test
    void what_is_in_a_directory_beside_an_object_is_odd_but_not_the_object() throws IOException {
        assertEquals(
                List.of(
                        odd("d/", "/.anyfs~dir=d", Reason.BESIDE_OBJECT),
                        odd("d/x", "/.anyfs~dir=d/x", Reason.BESIDE_OBJECT),
                        odd(
                                "d/x/../y",
                                "/.anyfs~dir=d/.anyfs~dir=x/.anyfs~dotdot/y",
                                Reason.BESIDE_OBJECT,
                                Reason.DOT_NAME)),
                odd(file("d"), file("d-e"), marker("d/"), file("d/x"), file("d/x/../y"), file("e/x")));
    }

    @Test
    void a_directory_beside_an_object_with_an_odd_name_is_reached_too() throws IOException {
        assertEquals(
                List.of(
                        odd("a/", "/a/.anyfs~empty", Reason.MARKER_WITH_BYTES),
                        odd("a//b", "/a/.anyfs~dir=.anyfs~empty/b", Reason.BESIDE_OBJECT, Reason.EMPTY_NAME),
                        odd("n\0", "/.anyfs~hex=6e00", Reason.NUL),
                        odd("n\0/b", "/.anyfs~dir=.anyfs~hex=6e00/b", Reason.BESIDE_OBJECT, Reason.NUL)),
                odd(file("a/"), file("a//b"), file("n\0"), file("n\0/b")));
    }

    @Test
    void a_bucket_is_walked_and_its_keys_are_counted() throws IOException {
        String bucket = STORE.newBucket();
        for (String key : List.of("in/.anyfs-moves/journal", "in/a", "in/b/.anyfs~x", "out/.anyfs~y")) {
            STORE.client().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("x"));
        }
        List<OddKey> found = new ArrayList<>();
        long count = S3OddKeys.find(
                S3Options.of(bucket)
                        .withPrefix("in")
                        .withConnection(S3Connection.to(STORE.endpoint())
                                .withRegion(STORE.region())
                                .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey()))),
                found::add);
        assertEquals(List.of(odd("b/.anyfs~x", "/b/.anyfs~=x", Reason.ESCAPE)), found);
        assertEquals(2, count);
    }

    private static OddKey odd(String key, String path, Reason... reasons) {
        return new OddKey("in/" + key, FsPath.of(path), Set.of(reasons));
    }

    private List<OddKey> odd(S3Object... objects) throws IOException {
        S3OddKeys finder = S3OddKeys.in(keys);
        List<OddKey> found = new ArrayList<>();
        for (S3Object object : objects) {
            OddKey odd = finder.next(object);
            if (odd != null) {
                assertEquals(object.key(), key(odd, object), "the path reaches the key");
                found.add(odd);
            }
        }
        return found;
    }

    private String key(OddKey odd, S3Object object) throws IOException {
        return ObjectFacts.isMarker(object) ? keys.directory(odd.path()) : keys.file(odd.path());
    }

    private static S3Object file(String key) {
        return S3Object.builder().key("in/" + key).size(1L).build();
    }

    private static S3Object marker(String key) {
        return S3Object.builder().key("in/" + key).size(0L).build();
    }
}
