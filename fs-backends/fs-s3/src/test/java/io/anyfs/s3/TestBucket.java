package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3Server;
import io.anyfs.s3.testing.S3Store;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A bucket of a running server, the backend under test on it, and the wire between them. Parts have 5 MiB. */
final class TestBucket implements AutoCloseable {

    static final int PART = S3Options.MIN_PART_SIZE;

    private static final S3Store STORE = S3Server.S3PROXY.shared();

    final ClientWire wire = new ClientWire();
    final PartMemory memory;
    final S3Backend backend;
    final Storage storage;
    private final String name = STORE.newBucket();

    TestBucket(long memoryBytes) {
        this(memoryBytes, 16);
    }

    TestBucket(long memoryBytes, int connections) {
        this(memoryBytes, connections, S3Options.Staging.STREAM);
    }

    TestBucket(long memoryBytes, S3Options.Staging staging) {
        this(memoryBytes, 16, staging);
    }

    private TestBucket(long memoryBytes, int connections, S3Options.Staging staging) {
        memory = new PartMemory(memoryBytes);
        S3Options options = S3Options.of(name)
                .withPartSize(PART)
                .withStaging(staging)
                .withStoring(S3Storing.DEFAULT.withConditionalWrites(S3Conditions.HONOURED))
                .withConnection(S3Connection.to(STORE.endpoint()).withMaxConnections(connections));
        Bucket bucket = new Bucket(
                STORE.clientBuilder()
                        .httpClientBuilder(FirstAttempt.over(CancellableHttpClient.over(
                                wire.over(Apache5HttpClient.builder().maxConnections(2 * connections)))))
                        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .build(),
                options);
        // From now on small objects are stored directly, and that is what is disturbed.
        bucket.put("example", PartBody.EMPTY, Content.of(null, Map.of()), Condition.NONE);
        delete("example");
        wire.forget();
        storage = Storage.over(bucket, options, memory);
        backend = new S3Backend(storage);
    }

    BackendWriteHandle write(String path, WriteOptions options) throws IOException {
        return backend.openWrite(FsPath.of(path), options);
    }

    BackendReadHandle read(String path) throws IOException {
        return backend.openRead(FsPath.of(path));
    }

    /** Reads into the place of an array that has the same index as in the object, or to its start if it is small. */
    static void readFully(BackendReadHandle handle, byte[] target, int position, int count) throws IOException {
        int offset = position + count <= target.length ? position : 0;
        for (int done = 0; done < count; ) {
            done += handle.read(ByteBuffer.wrap(target, offset + done, count - done), position + done);
        }
    }

    /** Stores an object, as somebody else would. */
    void put(String key, byte[] bytes) {
        STORE.client().putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(bytes));
    }

    /** Stores an object with what is stored beside its bytes. */
    void put(String key, byte[] bytes, String contentType, Map<String, String> metadata) {
        STORE.client()
                .putObject(
                        request -> request.bucket(name)
                                .key(key)
                                .contentType(contentType)
                                .metadata(metadata),
                        RequestBody.fromBytes(bytes));
    }

    void delete(String key) {
        STORE.client().deleteObject(request -> request.bucket(name).key(key));
    }

    byte[] bytes(String key) {
        return STORE.client()
                .getObjectAsBytes(request -> request.bucket(name).key(key))
                .asByteArray();
    }

    HeadObjectResponse head(String key) {
        return STORE.client().headObject(request -> request.bucket(name).key(key));
    }

    List<String> keys() {
        return STORE.client().listObjectsV2(request -> request.bucket(name)).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    /** Nothing is under way, nothing held, nothing on disk. */
    void assertNothingLeft() {
        List<String> uploads = STORE.client().listMultipartUploads(request -> request.bucket(name)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
        assertEquals(List.of(), uploads, "uploads in the store");
        assertEquals(0, memory.usedBytes(), "memory");
        assertEquals(List.of(), spillFiles(), "temporary files");
    }

    /** Those that this process has open, or all that there are where a process cannot tell. */
    static List<String> spillFiles() {
        Path open = Path.of("/proc/self/fd");
        boolean tells = Files.isDirectory(open);
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> found = tells
                ? Files.newDirectoryStream(open)
                : Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "anyfs-s3-*")) {
            for (Path file : found) {
                if (tells) {
                    addSpillFile(file, files);
                } else {
                    files.add(file.toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }

    private static void addSpillFile(Path descriptor, List<String> files) {
        try {
            String file = Files.readSymbolicLink(descriptor).toString();
            if (file.contains("anyfs-s3-") && file.contains(".part")) {
                files.add(file);
            }
        } catch (IOException closedMeanwhile) {
            // That of the directory itself, and of other threads.
        }
    }

    @Override
    public void close() {
        wire.heal();
        backend.close();
        STORE.emptyBucket(name);
    }
}
