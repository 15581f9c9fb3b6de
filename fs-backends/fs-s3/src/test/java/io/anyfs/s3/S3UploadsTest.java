package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.s3.S3Uploads.Upload;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@Tag("once")
class S3UploadsTest {

    private static final S3Store STORE = S3Server.S3PROXY.shared();

    private final String bucket = STORE.newBucket();

    @Test
    void unfinished_uploads_below_the_prefix_are_found_with_what_has_arrived() throws IOException {
        String begun = begin("in/dir/begun");
        String empty = begin("in/empty ü");
        begin("out/other");
        begin("in-not");
        part("in/dir/begun", begun, 1, 5000);
        part("in/dir/begun", begun, 2, 300);
        List<Upload> found = S3Uploads.find(options().withPrefix("in"));
        assertEquals(
                Map.of(begun, "in/dir/begun", empty, "in/empty ü"),
                Map.of(
                        found.get(0).id(),
                        found.get(0).key(),
                        found.get(1).id(),
                        found.get(1).key()));
        Upload first = found.stream()
                .filter(upload -> upload.id().equals(begun))
                .findFirst()
                .orElseThrow();
        assertEquals(OptionalLong.of(5300), first.bytes());
        assertEquals(4, S3Uploads.find(options()).size());
    }

    @Test
    void only_what_is_old_enough_is_aborted() throws IOException {
        begin("in/one");
        begin("in/two");
        begin("out/other");
        S3Uploads.Result left = S3Uploads.abortOlderThan(options().withPrefix("in"), Duration.ofDays(36500));
        assertEquals(List.of(), left.aborted());
        assertEquals(2, left.younger().size());
        S3Uploads.Result aborted = S3Uploads.abortOlderThan(options().withPrefix("in"), Duration.ZERO);
        assertEquals(
                List.of("in/one", "in/two"),
                aborted.aborted().stream().map(Upload::key).sorted().toList());
        assertEquals(Map.of(), aborted.failed());
        assertEquals(
                List.of("out/other"),
                S3Uploads.find(options()).stream().map(Upload::key).toList());
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> S3Uploads.abortOlderThan(options(), Duration.ofSeconds(-1)));
        assertThrows(NoSuchFileException.class, () -> S3Uploads.find(options("no-such-bucket-anywhere")));
    }

    private String begin(String key) {
        return STORE.client()
                .createMultipartUpload(r -> r.bucket(bucket).key(key))
                .uploadId();
    }

    private void part(String key, String id, int number, int bytes) {
        STORE.client()
                .uploadPart(
                        r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        RequestBody.fromBytes(new byte[bytes]));
    }

    private S3Options options() {
        return options(bucket);
    }

    private static S3Options options(String name) {
        return S3Options.of(name)
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey())));
    }
}
