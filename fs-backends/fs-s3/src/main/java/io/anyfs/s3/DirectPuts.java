package io.anyfs.s3;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;

/**
 * Stores small objects with the SDK's signer and HTTP client, but past all else that the SDK does for a request, which costs
 * several times as much. The first object is stored by the SDK, as an example of where and how. What is not answered by a plain
 * success becomes the {@linkplain FirstAttempt first attempt} of a call of the SDK, which says what it means and tries again.
 * Safe for use by many threads.
 *
 * <p>See {@code docs/decisions/0010-small-objects-are-stored-past-most-of-the-sdk.md}.
 */
final class DirectPuts {

    /** What the SDK costs beside the bytes of a larger object does not matter. */
    private static final int SMALL = 256 * 1024;

    /** What some take for a path that can be written shorter. */
    private static final Pattern ODD_KEY = Pattern.compile("(?:^|/)(?:/|\\.{1,2}(?:/|$))");

    private static final String SDK = "software.amazon.awssdk.";

    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    private volatile @Nullable PutExample example;
    /** The store has refused what it took from the SDK. */
    private volatile boolean refused;

    private DirectPuts(IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
        this.credentials = credentials;
    }

    /** {@code null} for a client to which interceptors were added, which have a say in each request. */
    static @Nullable DirectPuts of(S3Client client) {
        S3ServiceClientConfiguration configuration = client.serviceClientConfiguration();
        boolean isOwn = configuration.overrideConfiguration().executionInterceptors().stream()
                .allMatch(interceptor -> interceptor.getClass().getName().startsWith(SDK));
        IdentityProvider<? extends AwsCredentialsIdentity> credentials = configuration.credentialsProvider();
        return isOwn ? new DirectPuts(credentials) : null;
    }

    /** An object to store. */
    record Put(
            String key,
            PartBody body,
            Content content,
            Condition condition,
            @Nullable String md5) {}

    /**
     * Stores an object, and returns its ETag.
     *
     * @param sdk does the same by the SDK; its exceptions come through
     */
    String send(Put put, Supplier<String> sdk) {
        if (refused || !isPlain(put) || Thread.currentThread().isInterrupted()) {
            return sdk.get();
        }
        PutExample known = example;
        ExecutableHttpRequest request = known == null ? null : prepared(put, known);
        return request == null ? learn(put.key(), sdk) : send(request, sdk);
    }

    private String learn(String key, Supplier<String> sdk) {
        FirstAttempt attempt = FirstAttempt.none();
        String eTag = attempt.in(sdk);
        FirstAttempt.Sent sent = attempt.sent();
        example = sent == null ? null : PutExample.of(sent, key);
        refused = example == null;
        return eTag;
    }

    private String send(ExecutableHttpRequest request, Supplier<String> sdk) {
        HttpExecuteResponse answer;
        try {
            answer = request.call();
            Optional<String> eTag = storedAs(answer);
            if (eTag.isPresent()) {
                close(answer);
                return eTag.get();
            }
        } catch (IOException | RuntimeException failure) {
            return FirstAttempt.failed(failure).in(sdk);
        }
        if (isWhatTheSdkWouldHear(answer.httpResponse().statusCode())) {
            return FirstAttempt.answered(answer).in(sdk);
        }
        answer.responseBody().ifPresent(AbortableInputStream::abort);
        String eTag = sdk.get();
        refused = true;
        return eTag;
    }

    /** Whether an answer would be the same to a request of the SDK. Others, such as 403, may be due to what is different here. */
    private static boolean isWhatTheSdkWouldHear(int status) {
        return status == 200 || status == 409 || status == 412 || status == 429 || (status >= 500 && status != 501);
    }

    /** The ETag of an object that is stored without any doubt. */
    private static Optional<String> storedAs(HttpExecuteResponse answer) {
        SdkHttpResponse head = answer.httpResponse();
        boolean isEmpty = answer.responseBody().isEmpty()
                || head.firstMatchingHeader("Content-Length").orElse("").equals("0");
        return head.statusCode() == 200 && isEmpty ? head.firstMatchingHeader("ETag") : Optional.empty();
    }

    private static void close(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isPresent()) {
            answer.responseBody().get().close();
        }
    }

    /** {@code null} if it cannot be signed; the SDK can tell why. */
    private @Nullable ExecutableHttpRequest prepared(Put put, PutExample known) {
        SdkHttpRequest.Builder request = known.request(put.key(), put.body());
        Content content = put.content();
        request.putHeader(
                "Content-Type", content.contentType() == null ? PartBody.CONTENT_TYPE : content.contentType());
        content.metadata().forEach((name, value) -> request.putHeader("x-amz-meta-" + name, value));
        if (put.condition().nothing()) {
            request.putHeader("If-None-Match", "*");
        }
        if (put.condition().eTag() != null) {
            request.putHeader("If-Match", put.condition().eTag());
        }
        if (put.md5() != null) {
            request.putHeader("Content-MD5", put.md5());
        }
        ContentStreamProvider bytes = put.body()::asStream;
        try {
            SdkHttpRequest signed = signer.sign(
                            SignRequest.builder(credentials.resolveIdentity().join())
                                    .request(request.build())
                                    .payload(bytes)
                                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                                    .putProperty(AwsV4HttpSigner.REGION_NAME, known.region())
                                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, known.signsBytes())
                                    .build())
                    .request();
            return known.client()
                    .prepareRequest(HttpExecuteRequest.builder()
                            .request(signed)
                            .contentStreamProvider(bytes)
                            .build());
        } catch (RuntimeException unsigned) {
            return null;
        }
    }

    /** Whether nothing of it needs a look at how the SDK would send it. */
    private static boolean isPlain(Put put) {
        Content content = put.content();
        return put.body().length() <= SMALL
                && !ODD_KEY.matcher(put.key()).find()
                && content.equals(Content.of(content.contentType(), content.metadata()))
                && (content.contentType() == null || isPlain(content.contentType()))
                && content.metadata().entrySet().stream()
                        .allMatch(entry -> isPlain(entry.getKey()) && isPlain(entry.getValue()));
    }

    /** Whether a header has it as it is. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
