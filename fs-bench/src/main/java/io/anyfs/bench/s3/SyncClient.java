package io.anyfs.bench.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The SDK's synchronous client, with all that is not said left as it is. With one
 * thread a file is one request; with more, parts and ranges of it are requests side by side, of which nothing has to be copied
 * nor kept.
 */
final class SyncClient implements Client {

    static final String BUCKET = "bench";
    static final int PARALLEL_PARTS = 4;

    private static final int PART = 8 << 20;
    private static final int BUFFER = 256 * 1024;

    private final S3Client client;
    private final int parallel;
    private final ExecutorService threads;

    SyncClient(S3Client client, int parallel) {
        this.client = client;
        this.parallel = parallel;
        this.threads = Executors.newFixedThreadPool(parallel);
    }

    /** Over the HTTP client that anyfs uses. */
    static S3Client connect(URI endpoint) {
        return connect(endpoint, "software.amazon.awssdk.http.apache5.Apache5SdkHttpService");
    }

    /** Over that of the JDK, which has to be put on the class path for that. */
    static S3Client connectByUrlConnection(URI endpoint) {
        return connect(endpoint, "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService");
    }

    private static S3Client connect(URI endpoint, String httpClient) {
        // Where there are several on the class path, the SDK wants to be told.
        System.setProperty("software.amazon.awssdk.http.service.impl", httpClient);
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void put(String key, ByteBuffer block, long bytes) throws IOException {
        if (parallel == 1 || bytes <= PART) {
            client.putObject(request -> request.bucket(BUCKET).key(key), body(block, bytes));
            return;
        }
        String id = client.createMultipartUpload(
                        request -> request.bucket(BUCKET).key(key))
                .uploadId();
        List<Future<CompletedPart>> parts = new ArrayList<>();
        for (long done = 0; done < bytes; done += PART) {
            int number = parts.size() + 1;
            long length = Math.min(PART, bytes - done);
            parts.add(threads.submit(() -> part(key, id, number, body(block, length))));
        }
        List<CompletedPart> completed = all(parts);
        client.completeMultipartUpload(request ->
                request.bucket(BUCKET).key(key).uploadId(id).multipartUpload(upload -> upload.parts(completed)));
    }

    private CompletedPart part(String key, String id, int number, RequestBody body) {
        String eTag = client.uploadPart(
                        request -> request.bucket(BUCKET).key(key).uploadId(id).partNumber(number), body)
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    @Override
    public long get(String key) throws IOException {
        if (parallel == 1) {
            try (InputStream file =
                    client.getObject(request -> request.bucket(BUCKET).key(key))) {
                return drain(file);
            }
        }
        long size =
                client.headObject(request -> request.bucket(BUCKET).key(key)).contentLength();
        List<Future<Long>> ranges = new ArrayList<>();
        for (long from = 0; from < size; from += PART) {
            String range = "bytes=" + from + "-" + (Math.min(size, from + PART) - 1);
            ranges.add(threads.submit(() -> {
                try (InputStream part = client.getObject(
                        request -> request.bucket(BUCKET).key(key).range(range))) {
                    return drain(part);
                }
            }));
        }
        return all(ranges).stream().mapToLong(Long::longValue).sum();
    }

    private static long drain(InputStream file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long sum = 0;
        for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
            sum += read;
        }
        return sum;
    }

    static RequestBody body(ByteBuffer block, long bytes) {
        return RequestBody.fromContentProvider(() -> new Repeated(block, bytes), bytes, "application/octet-stream");
    }

    private static <T> List<T> all(List<Future<T>> running) throws IOException {
        List<T> done = new ArrayList<>();
        try {
            for (Future<T> one : running) {
                done.add(one.get());
            }
        } catch (InterruptedException | ExecutionException failure) {
            throw new IOException(failure);
        }
        return done;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
