package io.anyfs.bench.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.BlockingOutputStreamAsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The SDK's asynchronous clients, with the parts that they make themselves, and a length that nobody announces. */
record AsyncClient(S3AsyncClient client) implements Client {

    private static final int BUFFER = 256 * 1024;

    static AsyncClient overNetty(URI endpoint) {
        return new AsyncClient(S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .multipartEnabled(true)
                .build());
    }

    static AsyncClient overCrt(URI endpoint) {
        return new AsyncClient(S3AsyncClient.crtBuilder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .build());
    }

    @Override
    public void put(String key, ByteBuffer block, long bytes) throws IOException {
        BlockingOutputStreamAsyncRequestBody body = AsyncRequestBody.forBlockingOutputStream(null);
        CompletableFuture<PutObjectResponse> stored =
                client.putObject(request -> request.bucket(SyncClient.BUCKET).key(key), body);
        byte[] buffer = new byte[BUFFER];
        try (Repeated source = new Repeated(block, bytes);
                OutputStream target = body.outputStream()) {
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                target.write(buffer, 0, read);
            }
        }
        stored.join();
    }

    @Override
    public long get(String key) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long sum = 0;
        try (InputStream file = client.getObject(
                        request -> request.bucket(SyncClient.BUCKET).key(key),
                        AsyncResponseTransformer.toBlockingInputStream())
                .join()) {
            for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
                sum += read;
            }
        }
        return sum;
    }

    @Override
    public void close() {
        client.close();
    }
}
