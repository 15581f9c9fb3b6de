package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.tck.subject.Content;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** How objects are stored is said in the headers of every request that has to say it, and of no other. */
@Tag("once")
class StoringTest {

    private static final S3Store STORE = S3Server.S3PROXY.shared();
    private static final Set<String> VARYING = Set.of("Content-MD5", "x-amz-content-sha256");
    private static final byte[] KEY = Content.bytes(32);

    /** All that stores an object. */
    private static final Set<S3Operation> STORES =
            EnumSet.of(S3Operation.PUT_OBJECT, S3Operation.CREATE_MULTIPART_UPLOAD, S3Operation.COPY_OBJECT);

    /** All that reads or writes bytes of an object, or its facts. */
    private static final Set<S3Operation> TOUCHES = EnumSet.of(
            S3Operation.PUT_OBJECT,
            S3Operation.CREATE_MULTIPART_UPLOAD,
            S3Operation.COPY_OBJECT,
            S3Operation.UPLOAD_PART,
            S3Operation.UPLOAD_PART_COPY,
            S3Operation.COMPLETE_MULTIPART_UPLOAD,
            S3Operation.GET_OBJECT,
            S3Operation.HEAD_OBJECT);

    private static final Set<S3Operation> COPIES = EnumSet.of(S3Operation.COPY_OBJECT, S3Operation.UPLOAD_PART_COPY);

    private final Headers headers = new Headers();

    /** What was sent with each kind of request. */
    private static final class Headers implements ExecutionInterceptor {
        private final Queue<SdkHttpRequest> requests = new ConcurrentLinkedQueue<>();

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            requests.add(context.httpRequest());
        }

        /** The values of a header by operation, of the operations that sent it. */
        Map<S3Operation, String> of(String header) {
            Map<S3Operation, String> values = new TreeMap<>();
            for (SdkHttpRequest request : requests) {
                S3Operation operation = ClientWire.operation(request);
                request.firstMatchingHeader(header).ifPresent(value -> {
                    String other = values.put(operation, value);
                    assertTrue(other == null || other.equals(value) || VARYING.contains(header), header);
                });
            }
            return values;
        }

        void assertSent(String header, String value, Set<S3Operation> operations) {
            Map<S3Operation, String> expected = new TreeMap<>();
            operations.forEach(operation -> expected.put(operation, value));
            assertEquals(expected, of(header), header);
        }
    }

    @Test
    void nothing_is_said_where_the_bucket_decides() throws IOException {
        workWith(S3Storing.DEFAULT);
        Set<S3Operation> seen = EnumSet.noneOf(S3Operation.class);
        headers.requests.forEach(request -> seen.add(ClientWire.operation(request)));
        assertTrue(seen.containsAll(TOUCHES), seen::toString);
        for (String header : List.of(
                "x-amz-acl",
                "x-amz-server-side-encryption",
                "x-amz-server-side-encryption-customer-key",
                "x-amz-request-payer")) {
            headers.assertSent(header, "", Set.of());
        }
        // A copy keeps the class of its source, which this server tells although it is the default.
        assertFalse(headers.of("x-amz-storage-class").containsKey(S3Operation.PUT_OBJECT));
    }

    @Test
    void storage_class_and_acl_go_with_what_stores() throws IOException {
        workWith(S3Storing.DEFAULT.withStorageClass("STANDARD_IA").withAcl("public-read"));
        headers.assertSent("x-amz-storage-class", StorageClass.STANDARD_IA.toString(), STORES);
        headers.assertSent("x-amz-acl", "public-read", STORES);
    }

    @Test
    void keys_of_the_store_go_with_what_stores() throws IOException {
        workWith(S3Storing.DEFAULT.withEncryption(S3Encryption.S3_MANAGED));
        headers.assertSent("x-amz-server-side-encryption", "AES256", STORES);
    }

    @Test
    void keys_of_kms_go_with_what_stores() throws IOException {
        workWith(S3Storing.DEFAULT.withEncryption(new S3Encryption.Kms("some-key")));
        headers.assertSent("x-amz-server-side-encryption", "aws:kms", STORES);
        headers.assertSent("x-amz-server-side-encryption-aws-kms-key-id", "some-key", STORES);
    }

    @Test
    void a_key_of_the_customer_goes_with_all_that_touches_bytes_and_is_in_no_text() throws Exception {
        String key = Base64.getEncoder().encodeToString(KEY);
        S3Storing storing = S3Storing.DEFAULT.withEncryption(new S3Encryption.Customer(key));
        workWith(storing);
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(KEY));
        headers.assertSent("x-amz-server-side-encryption-customer-algorithm", "AES256", TOUCHES);
        headers.assertSent("x-amz-server-side-encryption-customer-key", key, TOUCHES);
        headers.assertSent("x-amz-server-side-encryption-customer-key-MD5", md5, TOUCHES);
        headers.assertSent("x-amz-copy-source-server-side-encryption-customer-key", key, COPIES);
        headers.assertSent("x-amz-copy-source-server-side-encryption-customer-key-MD5", md5, COPIES);
        assertFalse(S3Options.of("bucket").withStoring(storing).toString().contains(key));
    }

    @Test
    void who_pays_says_so_in_every_request() throws IOException {
        workWith(S3Storing.DEFAULT.withRequesterPays(true));
        Set<S3Operation> all = EnumSet.copyOf(TOUCHES);
        all.add(S3Operation.LIST_OBJECTS_V2);
        all.add(S3Operation.DELETE_OBJECT);
        all.add(S3Operation.DELETE_OBJECTS);
        headers.assertSent("x-amz-request-payer", "requester", all);
    }

    @Test
    void without_tls_the_signature_covers_the_bytes_and_only_lists_to_delete_need_a_checksum() throws IOException {
        workWith(S3Storing.DEFAULT);
        assertEquals(
                EnumSet.of(S3Operation.DELETE_OBJECTS),
                headers.of("Content-MD5").keySet());
        Map<S3Operation, String> signed = headers.of("x-amz-content-sha256");
        for (S3Operation operation : EnumSet.of(S3Operation.PUT_OBJECT, S3Operation.UPLOAD_PART)) {
            String digest = signed.get(operation);
            assertTrue(digest.matches("[0-9a-f]{64}"), () -> operation + " is signed by " + digest);
        }
    }

    @Test
    void with_tls_an_endpoint_gets_md5_and_aws_crc32() {
        S3Options tls = S3Options.of("bucket").withConnection(S3Connection.to(URI.create("https://s3.example.com")));
        assertTrue(S3Clients.md5(tls));
        assertFalse(S3Clients.crc32(tls));
        S3Options unsigned = tls.withConnection(
                S3Connection.to(URI.create("http://s3.example.com")).anonymously());
        assertTrue(S3Clients.md5(unsigned));
        assertFalse(S3Clients.md5(S3Options.of("bucket")));
        assertTrue(S3Clients.crc32(S3Options.of("bucket")));
    }

    @Test
    void md5_goes_with_what_is_stored_and_with_lists_to_delete() throws IOException {
        workWith(S3Storing.DEFAULT.withChecksums(S3Checksums.MD5));
        assertEquals(
                EnumSet.of(S3Operation.PUT_OBJECT, S3Operation.UPLOAD_PART, S3Operation.DELETE_OBJECTS),
                headers.of("Content-MD5").keySet());
    }

    @Test
    void checksums_can_be_left_out() throws IOException {
        workWith(S3Storing.DEFAULT.withChecksums(S3Checksums.NONE));
        assertFalse(headers.of("Content-MD5").containsKey(S3Operation.PUT_OBJECT));
        assertFalse(headers.of("Content-MD5").containsKey(S3Operation.UPLOAD_PART));
    }

    /** Makes each kind of request. */
    private void workWith(S3Storing storing) throws IOException {
        S3Options options = S3Options.of(STORE.newBucket())
                .withPartSize(S3Options.MIN_PART_SIZE)
                .withStoring(storing)
                .withConnection(S3Connection.to(STORE.endpoint())
                        .withRegion(STORE.region())
                        .withCredentials(S3Credentials.of(STORE.accessKey(), STORE.secretKey())));
        try (FileSystem fs = FileSystem.over(S3Backend.open(
                S3Clients.builder(options)
                        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(headers))
                        .build(),
                options))) {
            byte[] large = Content.bytes(2 * S3Options.MIN_PART_SIZE);
            fs.createDirectory("/d");
            fs.write("/d/small", "text");
            fs.write("/d/large", large);
            fs.write("/d/large", WriteOptions.append(), out -> out.write(new byte[1]));
            fs.setAttributes(FsPath.of("/d/small"), AttributeChanges.NONE.withMode(0600));
            fs.copy(FsPath.of("/d/large"), FsPath.of("/d/copy"), IfExists.FAIL);
            assertEquals("text", fs.readString("/d/small"));
            byte[] read = fs.readBytes("/d/large");
            assertEquals(large.length + 1, read.length);
            assertArrayEquals(large, Arrays.copyOf(read, large.length));
            fs.delete("/d/copy");
            TreeDelete.delete(fs, FsPath.of("/d"));
        }
    }
}
