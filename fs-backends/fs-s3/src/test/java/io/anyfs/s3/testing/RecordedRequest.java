package io.anyfs.s3.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request, growing while it is served. It grows before the client can see the difference, so that a
 * client which has its answer finds it recorded.
 */
final class RecordedRequest {

    private final S3Operation operation;
    private final String method;
    private final String bucket;
    private final String key;
    private final String query;
    private final String range;
    private final @Nullable String decodedLength;
    private final AtomicLong uploaded = new AtomicLong();
    private final AtomicLong downloaded = new AtomicLong();
    private volatile int status;

    RecordedRequest(HttpHead head) {
        String target = head.target();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        int slash = path.indexOf('/', 1);
        this.method = head.method();
        this.bucket = decode(slash < 0 ? path.substring(1) : path.substring(1, slash));
        this.key = slash < 0 ? "" : decode(path.substring(slash + 1));
        this.query = mark < 0 ? "" : target.substring(mark + 1);
        this.range = head.header("Range").orElse("");
        this.decodedLength = head.header("x-amz-decoded-content-length").orElse(null);
        this.operation = S3Operation.of(
                method,
                bucket,
                key,
                parameters(query),
                head.header("x-amz-copy-source").isPresent());
    }

    S3Operation operation() {
        return operation;
    }

    void uploaded(int bytes) {
        uploaded.addAndGet(bytes);
    }

    void downloaded(int bytes) {
        downloaded.addAndGet(bytes);
    }

    void answered(int answerStatus) {
        status = answerStatus;
    }

    S3Request seenNow() {
        long payload = decodedLength == null ? uploaded.get() : Long.parseLong(decodedLength);
        return new S3Request(operation, method, bucket, key, query, range, payload, downloaded.get(), status);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&", 0)) {
            int equals = parameter.indexOf('=');
            if (equals >= 0) {
                parameters.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
            } else if (!parameter.isEmpty()) {
                parameters.put(decode(parameter), "");
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        // A plus is a plus in S3, and a space in the forms that the decoder is made for.
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
