package io.anyfs.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A request by which the SDK has stored an object: where to, how signed, and what it tells of the bytes. Others like it go to
 * the same place in the same way.
 *
 * @param place where it went, with the path of the bucket, which ends with a slash
 * @param region what the signature is for
 * @param signsBytes whether the signature covers the bytes
 * @param crc32 whether a CRC32 goes with the bytes
 */
record PutExample(
        SdkHttpClient client,
        SdkHttpRequest place,
        String userAgent,
        String region,
        boolean signsBytes,
        boolean crc32) {

    private static final Pattern SIGNED =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=[^ ]+/\\d{8}/([^/ ]+)/s3/aws4_request,.*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String CRC32 = "x-amz-checksum-crc32";
    private static final String CRC32_ALGORITHM = "x-amz-sdk-checksum-algorithm";

    /** What is understood here; a request with anything else is no example. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "amz-sdk-invocation-id",
            "amz-sdk-request",
            "authorization",
            "content-encoding",
            "content-length",
            "content-md5",
            "content-type",
            "expect",
            "host",
            "if-match",
            "if-none-match",
            "user-agent",
            "x-amz-content-sha256",
            "x-amz-date",
            "x-amz-decoded-content-length",
            "x-amz-security-token",
            "x-amz-trailer",
            CRC32,
            CRC32_ALGORITHM);

    /** {@code null} if it is not one that could be repeated with other bytes. */
    static @Nullable PutExample of(FirstAttempt.Sent sent, String key) {
        SdkHttpRequest request = sent.request();
        String path = request.encodedPath();
        String end = "/" + encoded(key);
        Matcher signed = SIGNED.matcher(header(request, "Authorization"));
        if (request.method() != SdkHttpMethod.PUT
                || request.numRawQueryParameters() > 0
                || !path.endsWith(end)
                || !signed.matches()
                || !request.headers().keySet().stream().allMatch(PutExample::isUnderstood)) {
            return null;
        }
        String bytes = header(request, "x-amz-content-sha256");
        String trailer = header(request, "x-amz-trailer");
        boolean signsBytes = SHA256.matcher(bytes).matches();
        boolean framed = bytes.equals("STREAMING-UNSIGNED-PAYLOAD-TRAILER") && trailer.equals(CRC32);
        if (!signsBytes && !framed && !bytes.equals("UNSIGNED-PAYLOAD")) {
            return null;
        }
        SdkHttpRequest place = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.PUT)
                .protocol(request.protocol())
                .host(request.host())
                .port(request.port())
                .encodedPath(path.substring(0, path.length() - end.length() + 1))
                .build();
        return new PutExample(
                sent.client(),
                place,
                header(request, "User-Agent"),
                signed.group(1),
                signsBytes,
                framed || !header(request, CRC32).isEmpty());
    }

    private static boolean isUnderstood(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-amz-meta-") || UNDERSTOOD.contains(name);
    }

    private static String header(SdkHttpRequest request, String name) {
        return request.firstMatchingHeader(name).orElse("");
    }

    /** A request to store another object, unsigned yet. */
    SdkHttpRequest.Builder request(String key, PartBody body) {
        SdkHttpRequest.Builder request = place.toBuilder()
                .encodedPath(place.encodedPath() + encoded(key))
                .putHeader("User-Agent", userAgent)
                .putHeader("Content-Length", Integer.toString(body.length()));
        if (crc32) {
            request.putHeader(CRC32_ALGORITHM, "CRC32").putHeader(CRC32, body.crc32());
        }
        return request;
    }

    /** As S3 wants it in a path: all but the unreserved characters of RFC 3986, section 2.3, and slashes. */
    static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~")
                .replace("%2F", "/");
    }
}
