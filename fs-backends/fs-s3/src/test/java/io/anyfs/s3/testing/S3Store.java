package io.anyfs.s3.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A running S3 server, and what a test needs to look into it. Safe for use by many threads. */
public final class S3Store implements Closeable {

    private final URI endpoint;
    private final String region;
    private final String accessKey;
    private final String secretKey;
    private final Closeable server;
    private final S3Client client;

    S3Store(URI endpoint, String region, String accessKey, String secretKey, Closeable server) {
        this.endpoint = endpoint;
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.server = server;
        this.client = clientBuilder().build();
    }

    /** Where it listens, like {@code http://127.0.0.1:41234}; wants the bucket in the path. */
    public URI endpoint() {
        return endpoint;
    }

    /** The region to sign requests for. */
    public String region() {
        return region;
    }

    /** The name of the key to sign requests with. */
    public String accessKey() {
        return accessKey;
    }

    /** The secret of the key. */
    public String secretKey() {
        return secretKey;
    }

    /** The SDK's own client, to put a test's objects in place and to look at what is there; closed with the store. */
    public S3Client client() {
        return client;
    }

    /** A client as {@link #client()}, to be changed where the test needs another; its caller closes what it builds. */
    public S3ClientBuilder clientBuilder() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .forcePathStyle(true);
    }

    /** Creates a bucket that nobody else has, and gives its name. */
    public String newBucket() {
        String bucket = "test-" + UUID.randomUUID();
        client.createBucket(r -> r.bucket(bucket));
        return bucket;
    }

    /** Deletes all objects of a bucket and aborts its unfinished uploads. */
    public void emptyBucket(String bucket) {
        client.listMultipartUploads(r -> r.bucket(bucket)).uploads().forEach(upload -> abort(bucket, upload));
        while (true) {
            // Each time from the start: what was listed is gone.
            ListObjectsV2Response page =
                    client.listObjectsV2(r -> r.bucket(bucket).encodingType(EncodingType.URL));
            if (page.contents().isEmpty()) {
                return;
            }
            delete(bucket, page.contents().stream().map(S3Object::key).toList());
        }
    }

    /** Those that XML cannot hold, each by itself. */
    private void delete(String bucket, List<String> keys) {
        Map<Boolean, List<String>> byXml = keys.stream()
                .collect(Collectors.partitioningBy(
                        key -> key.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF)));
        byXml.get(false)
                .forEach(key -> client.deleteObject(r -> r.bucket(bucket).key(key)));
        List<ObjectIdentifier> rest = byXml.get(true).stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        if (!rest.isEmpty()) {
            client.deleteObjects(r -> r.bucket(bucket)
                    .delete(Delete.builder().objects(rest).quiet(true).build()));
        }
    }

    private void abort(String bucket, MultipartUpload upload) {
        try {
            client.abortMultipartUpload(r -> r.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        } catch (NoSuchUploadException goneMeanwhile) {
            // Who began it has aborted it since the list.
        }
    }

    /** Ends the server; everything in it is lost. */
    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
