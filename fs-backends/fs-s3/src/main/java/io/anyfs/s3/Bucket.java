package io.anyfs.s3;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The requests to a bucket, as its options want them, with failures as those of a backend. The only place that uses the SDK's client. */
final class Bucket implements Closeable {

    /** S3, ListObjectsV2 and DeleteObjects: at most this many keys. */
    static final int PAGE = 1000;

    private static final String SSE_C = "AES256";

    private final S3Client client;
    /** {@code null} where objects are stored with more than their metadata. */
    private final @Nullable DirectPuts directPuts;

    private final String name;
    private final S3Storing storing;
    private final boolean md5;
    private final @Nullable RequestPayer payer;
    private final @Nullable String customerKey;
    private final @Nullable String customerKeyMd5;

    Bucket(S3Client client, S3Options options) {
        this.client = client;
        this.directPuts = options.storing().isPlain() ? DirectPuts.of(client) : null;
        this.name = options.bucket();
        this.storing = options.storing();
        this.md5 = S3Clients.md5(options);
        this.payer = storing.requesterPays() ? RequestPayer.REQUESTER : null;
        if (storing.encryption() instanceof S3Encryption.Customer customer) {
            this.customerKey = customer.key();
            this.customerKeyMd5 = Base64.getEncoder().encodeToString(newMd5().digest(customer.bytes()));
        } else {
            this.customerKey = null;
            this.customerKeyMd5 = null;
        }
    }

    /** The facts of an object; {@code null} if there is none. */
    @Nullable
    HeadObjectResponse head(String key, FsPath path) throws IOException {
        try {
            return client.headObject(request -> request.bucket(name)
                    .key(key)
                    .requestPayer(payer)
                    .sseCustomerAlgorithm(sseAlgorithm())
                    .sseCustomerKey(customerKey)
                    .sseCustomerKeyMD5(customerKeyMd5));
        } catch (SdkException failure) {
            if (Failures.isNoSuchKey(failure)) {
                return null;
            }
            throw Failures.of(failure, path);
        }
    }

    /** Begins to read a range of an object, of this version only if one is given. The SDK's exceptions come through. */
    ResponseInputStream<GetObjectResponse> get(String key, long first, long count, @Nullable String eTag) {
        return client.getObject(request -> request.bucket(name)
                .key(key)
                .range("bytes=" + first + "-" + (first + count - 1))
                .ifMatch(eTag)
                .requestPayer(payer)
                .sseCustomerAlgorithm(sseAlgorithm())
                .sseCustomerKey(customerKey)
                .sseCustomerKeyMD5(customerKeyMd5));
    }

    /** Stores a small object. The SDK's exceptions come through. */
    String put(String key, PartBody body, Content content, Condition condition) {
        DirectPuts.Put put = new DirectPuts.Put(key, body, content, condition, md5(body));
        return directPuts == null ? put(put) : directPuts.send(put, () -> put(put));
    }

    private String put(DirectPuts.Put put) {
        Content content = put.content();
        return client.putObject(
                        request -> request.bucket(name)
                                .key(put.key())
                                .contentType(content.contentType())
                                .cacheControl(content.cacheControl())
                                .contentDisposition(content.contentDisposition())
                                .contentEncoding(content.contentEncoding())
                                .contentLanguage(content.contentLanguage())
                                .metadata(content.metadata())
                                .ifNoneMatch(put.condition().ifNoneMatch())
                                .ifMatch(put.condition().eTag())
                                .contentMD5(put.md5())
                                .storageClass(storageClass(content))
                                .acl(storing.acl())
                                .serverSideEncryption(sse())
                                .ssekmsKeyId(kmsKey())
                                .sseCustomerAlgorithm(sseAlgorithm())
                                .sseCustomerKey(customerKey)
                                .sseCustomerKeyMD5(customerKeyMd5)
                                .requestPayer(payer),
                        put.body().asRequestBody())
                .eTag();
    }

    /** Begins an upload in parts, and returns its identity. */
    String createUpload(String key, Content content, FsPath path) throws IOException {
        return told(
                path,
                () -> client.createMultipartUpload(request -> request.bucket(name)
                                .key(key)
                                .contentType(content.contentType())
                                .cacheControl(content.cacheControl())
                                .contentDisposition(content.contentDisposition())
                                .contentEncoding(content.contentEncoding())
                                .contentLanguage(content.contentLanguage())
                                .metadata(content.metadata())
                                .storageClass(storageClass(content))
                                .acl(storing.acl())
                                .serverSideEncryption(sse())
                                .ssekmsKeyId(kmsKey())
                                .sseCustomerAlgorithm(sseAlgorithm())
                                .sseCustomerKey(customerKey)
                                .sseCustomerKeyMD5(customerKeyMd5)
                                .requestPayer(payer))
                        .uploadId());
    }

    CompletedPart uploadPart(String key, String uploadId, int number, PartBody body, FsPath path) throws IOException {
        String eTag = told(
                path,
                () -> client.uploadPart(
                                request -> request.bucket(name)
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number)
                                        .contentMD5(md5(body))
                                        .sseCustomerAlgorithm(sseAlgorithm())
                                        .sseCustomerKey(customerKey)
                                        .sseCustomerKeyMD5(customerKeyMd5)
                                        .requestPayer(payer),
                                body.asRequestBody())
                        .eTag());
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    /** Makes a range of a stored object a part, without a byte passing through here. */
    CompletedPart copyPart(String key, String uploadId, int number, SourceRange source, FsPath path)
            throws IOException {
        CopyPartResult result = told(
                path,
                () -> client.uploadPartCopy(request -> request.sourceBucket(name)
                                .sourceKey(source.key())
                                .copySourceIfMatch(source.eTag())
                                .copySourceRange(
                                        "bytes=" + source.first() + "-" + (source.first() + source.count() - 1))
                                .destinationBucket(name)
                                .destinationKey(key)
                                .uploadId(uploadId)
                                .partNumber(number)
                                .copySourceSSECustomerAlgorithm(sseAlgorithm())
                                .copySourceSSECustomerKey(customerKey)
                                .copySourceSSECustomerKeyMD5(customerKeyMd5)
                                .sseCustomerAlgorithm(sseAlgorithm())
                                .sseCustomerKey(customerKey)
                                .sseCustomerKeyMD5(customerKeyMd5)
                                .requestPayer(payer))
                        .copyPartResult());
        return CompletedPart.builder().partNumber(number).eTag(result.eTag()).build();
    }

    /** Bytes of a version of a stored object. */
    record SourceRange(String key, String eTag, long first, long count) {}

    /** Makes the parts an object. The SDK's exceptions come through. */
    String complete(String key, String uploadId, List<CompletedPart> parts, Condition condition) {
        return client.completeMultipartUpload(request -> request.bucket(name)
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts))
                        .ifNoneMatch(condition.ifNoneMatch())
                        .ifMatch(condition.eTag())
                        .sseCustomerAlgorithm(sseAlgorithm())
                        .sseCustomerKey(customerKey)
                        .sseCustomerKeyMD5(customerKeyMd5)
                        .requestPayer(payer))
                .eTag();
    }

    /** Gives up an upload with its parts; one that is not there is fine. */
    void abortUpload(String key, String uploadId, FsPath path) throws IOException {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(name).key(key).uploadId(uploadId).requestPayer(payer));
        } catch (SdkException failure) {
            if (!Failures.isNoSuchUpload(failure) && !Failures.isNoSuchKey(failure)) {
                throw Failures.of(failure, path);
            }
        }
    }

    /** A page of the uploads under way below a prefix. */
    ListMultipartUploadsResponse uploads(
            String prefix, @Nullable String keyMarker, @Nullable String uploadIdMarker, FsPath path)
            throws IOException {
        return told(
                path,
                () -> client.listMultipartUploads(request -> request.bucket(name)
                        .prefix(prefix)
                        .keyMarker(keyMarker)
                        .uploadIdMarker(uploadIdMarker)
                        .encodingType(EncodingType.URL)
                        .requestPayer(payer)));
    }

    /** A page of the parts of an upload that have arrived. */
    ListPartsResponse parts(String key, String uploadId, @Nullable Integer marker, FsPath path) throws IOException {
        return told(
                path,
                () -> client.listParts(request -> request.bucket(name)
                        .key(key)
                        .uploadId(uploadId)
                        .partNumberMarker(marker)
                        .requestPayer(payer)));
    }

    /** Copies a version of an object of at most 5 GiB within the bucket. The SDK's exceptions come through. */
    void copy(String from, String eTag, String to, Content content) {
        client.copyObject(request -> request.sourceBucket(name)
                .sourceKey(from)
                .copySourceIfMatch(eTag)
                .destinationBucket(name)
                .destinationKey(to)
                .metadataDirective(MetadataDirective.REPLACE)
                .contentType(content.contentType())
                .cacheControl(content.cacheControl())
                .contentDisposition(content.contentDisposition())
                .contentEncoding(content.contentEncoding())
                .contentLanguage(content.contentLanguage())
                .metadata(content.metadata())
                .storageClass(storageClass(content))
                .acl(storing.acl())
                .serverSideEncryption(sse())
                .ssekmsKeyId(kmsKey())
                .copySourceSSECustomerAlgorithm(sseAlgorithm())
                .copySourceSSECustomerKey(customerKey)
                .copySourceSSECustomerKeyMD5(customerKeyMd5)
                .sseCustomerAlgorithm(sseAlgorithm())
                .sseCustomerKey(customerKey)
                .sseCustomerKeyMD5(customerKeyMd5)
                .requestPayer(payer));
    }

    /** Deletes an object; one that is not there is fine. */
    void delete(String key, FsPath path) throws IOException {
        told(
                path,
                () -> client.deleteObject(
                        request -> request.bucket(name).key(key).requestPayer(payer)));
    }

    /** Deletes up to {@link #PAGE} objects, and returns why what could not be deleted could not. */
    Map<String, IOException> deleteAll(List<String> keys, FsPath path) throws IOException {
        Map<String, IOException> failures = new HashMap<>();
        List<ObjectIdentifier> objects = new ArrayList<>(keys.size());
        for (String key : keys) {
            if (isXml(key)) {
                objects.add(ObjectIdentifier.builder().key(key).build());
            } else {
                delete(key, path);
            }
        }
        if (objects.isEmpty()) {
            return failures;
        }
        DeleteObjectsResponse response = told(
                path,
                () -> client.deleteObjects(request -> request.bucket(name)
                        .delete(Delete.builder().objects(objects).quiet(true).build())
                        .requestPayer(payer)));
        for (S3Error error : response.errors()) {
            failures.put(error.key(), Failures.of(error));
        }
        return failures;
    }

    /** Whether XML can hold a key. XML 1.0, section 2.2: it has no control characters, and its parsers change some of those that it has. */
    static boolean isXml(String key) {
        return key.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF);
    }

    /** A page of the objects whose keys begin with a prefix, all or only those up to the next slash. */
    ListObjectsV2Response list(String prefix, boolean deep, int max, @Nullable String token, FsPath path)
            throws IOException {
        return told(
                path,
                () -> client.listObjectsV2(request -> request.bucket(name)
                        .prefix(prefix)
                        .delimiter(deep ? null : "/")
                        .maxKeys(max)
                        .continuationToken(token)
                        .encodingType(EncodingType.URL)
                        .requestPayer(payer)));
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T told(FsPath path, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException failure) {
            throw Failures.of(failure, path);
        }
    }

    private @Nullable String storageClass(Content content) {
        return storing.storageClass() != null ? storing.storageClass() : content.storageClass();
    }

    private @Nullable String sseAlgorithm() {
        return customerKey == null ? null : SSE_C;
    }

    private @Nullable ServerSideEncryption sse() {
        S3Encryption encryption = storing.encryption();
        return encryption instanceof S3Encryption.Kms
                ? ServerSideEncryption.AWS_KMS
                : encryption instanceof S3Encryption.S3Managed ? ServerSideEncryption.AES256 : null;
    }

    private @Nullable String kmsKey() {
        return storing.encryption() instanceof S3Encryption.Kms kms ? kms.keyId() : null;
    }

    private @Nullable String md5(PartBody body) {
        if (!md5) {
            return null;
        }
        MessageDigest digest = newMd5();
        body.digest(digest);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }
}
