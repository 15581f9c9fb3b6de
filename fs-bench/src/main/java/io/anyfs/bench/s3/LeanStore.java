package io.anyfs.bench.s3;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one bucket of {@link LeanServer}. What it was not taught it answers with 501. */
final class LeanStore {

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int PAGE = 1000;

    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    /** An object. Its pieces never change. */
    private record Stored(List<byte[]> pieces, long size, String eTag, Instant modified, Map<String, String> headers) {}

    private record Upload(Map<String, String> headers, Map<Integer, List<byte[]>> parts) {}

    LeanAnswer answer(LeanRequest request) throws IOException {
        return switch (request.method()) {
            case "GET" -> request.key().isEmpty() ? bucket(request) : read(request);
            case "HEAD" -> request.key().isEmpty() ? LeanAnswer.of(200) : read(request);
            case "PUT" -> request.key().isEmpty() ? LeanAnswer.of(200) : write(request);
            case "POST" -> post(request);
            case "DELETE" -> delete(request);
            default -> LeanAnswer.of(501);
        };
    }

    // ---------------------------------------------------------------- objects

    private LeanAnswer read(LeanRequest request) {
        Stored stored = objects.get(request.key());
        if (stored == null) {
            return request.method().equals("HEAD") ? LeanAnswer.of(404) : error(404, "NoSuchKey");
        }
        String wanted = request.headers().get("if-match");
        if (wanted != null && !wanted.equals(stored.eTag)) {
            return error(412, "PreconditionFailed");
        }
        Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
        long first = 0;
        long end = stored.size;
        LeanAnswer answer;
        if (range.matches()) {
            first = Long.parseLong(range.group(1));
            if (first >= stored.size) {
                return error(416, "InvalidRange");
            }
            end = range.group(2).isEmpty() ? end : Math.min(end, Long.parseLong(range.group(2)) + 1);
            answer = new LeanAnswer(206, stored.headers, stored.pieces, first, end - first)
                    .with("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + stored.size);
        } else {
            answer = new LeanAnswer(200, stored.headers, stored.pieces, 0, stored.size);
        }
        return answer.with("ETag", stored.eTag)
                .with("Accept-Ranges", "bytes")
                .with(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.modified.atOffset(ZoneOffset.UTC)));
    }

    private LeanAnswer write(LeanRequest request) throws IOException {
        String source = request.headers().get("x-amz-copy-source");
        List<byte[]> pieces;
        if (source == null) {
            pieces = List.of(request.body().take());
        } else {
            String path = URLDecoder.decode(source.replace("+", "%2B"), StandardCharsets.UTF_8);
            Stored copied = objects.get(path.replaceFirst("^/?[^/]*/", ""));
            if (copied == null) {
                return error(404, "NoSuchKey");
            } else if (request.headers().containsKey("x-amz-copy-source-range")) {
                return error(501, "NotImplemented");
            }
            pieces = copied.pieces;
        }
        if (request.asks("uploadId")) {
            Upload upload = uploads.get(request.parameter("uploadId"));
            if (upload == null) {
                return error(404, "NoSuchUpload");
            }
            upload.parts.put(Integer.parseInt(request.parameter("partNumber")), pieces);
            return LeanAnswer.of(200).with("ETag", "\"part\"");
        }
        return store(request, pieces, kept(request), source == null ? null : "CopyObjectResult");
    }

    /** Stores an object if the request's condition allows it. */
    private LeanAnswer store(
            LeanRequest request, List<byte[]> pieces, Map<String, String> headers, @Nullable String result) {
        // With a hyphen, so that nobody takes it for an MD5.
        String eTag = "\"" + versions.incrementAndGet() + "-1\"";
        long size = pieces.stream().mapToLong(piece -> piece.length).sum();
        Stored stored = new Stored(pieces, size, eTag, Instant.now().truncatedTo(ChronoUnit.SECONDS), headers);
        if (!"*".equals(request.headers().get("if-none-match"))) {
            objects.put(request.key(), stored);
        } else if (objects.putIfAbsent(request.key(), stored) != null) {
            return error(412, "PreconditionFailed");
        }
        LeanAnswer answer = result == null
                ? LeanAnswer.of(200)
                : LeanAnswer.xml(
                        result, "<ETag>" + eTag + "</ETag><LastModified>" + stored.modified + "</LastModified>");
        return answer.with("ETag", eTag);
    }

    private static Map<String, String> kept(LeanRequest request) {
        Map<String, String> kept = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz-meta-") || name.equals("content-type")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private LeanAnswer delete(LeanRequest request) {
        if (request.asks("uploadId")) {
            uploads.remove(request.parameter("uploadId"));
        } else {
            objects.remove(request.key());
        }
        return LeanAnswer.of(204);
    }

    // ---------------------------------------------------------------- several at once

    private LeanAnswer post(LeanRequest request) throws IOException {
        if (request.asks("uploads")) {
            String id = "upload-" + versions.incrementAndGet();
            uploads.put(id, new Upload(kept(request), new ConcurrentHashMap<>()));
            return LeanAnswer.xml("InitiateMultipartUploadResult", "<UploadId>" + id + "</UploadId>");
        } else if (request.asks("uploadId")) {
            Upload upload = uploads.remove(request.parameter("uploadId"));
            if (upload == null) {
                return error(404, "NoSuchUpload");
            }
            List<byte[]> pieces = new ArrayList<>();
            new TreeMap<>(upload.parts).values().forEach(pieces::addAll);
            return store(request, pieces, upload.headers, "CompleteMultipartUploadResult");
        } else if (request.asks("delete")) {
            Matcher keys = KEY.matcher(new String(request.body().take(), StandardCharsets.UTF_8));
            while (keys.find()) {
                objects.remove(keys.group(1));
            }
            return LeanAnswer.xml("DeleteResult", "");
        }
        return error(501, "NotImplemented");
    }

    private LeanAnswer bucket(LeanRequest request) {
        if (request.asks("location") || request.asks("versioning")) {
            return LeanAnswer.xml(request.asks("location") ? "LocationConstraint" : "VersioningConfiguration", "");
        } else if (request.asks("uploads")) {
            return LeanAnswer.xml("ListMultipartUploadsResult", "<IsTruncated>false</IsTruncated>");
        }
        return list(request);
    }

    /** Both listings of S3: a token of the second is a key in Base64, for nobody decodes it. */
    private LeanAnswer list(LeanRequest request) {
        boolean second = request.parameter("list-type").equals("2");
        boolean encoded = request.asks("encoding-type");
        String prefix = request.parameter("prefix");
        String delimiter = request.parameter("delimiter");
        String token = request.parameter(second ? "continuation-token" : "marker");
        String from = second ? new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8) : token;
        int most = request.asks("max-keys") ? Integer.parseInt(request.parameter("max-keys")) : PAGE;
        NavigableMap<String, Stored> below = objects.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
        StringBuilder text = new StringBuilder();
        int count = 0;
        String last = from;
        Map.Entry<String, Stored> next =
                from.compareTo(prefix) < 0 ? below.firstEntry() : behind(below, prefix, from, delimiter);
        for (; next != null && count < most; next = behind(below, prefix, last, delimiter)) {
            String key = next.getKey();
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            last = end < 0 ? key : key.substring(0, end + 1);
            text.append(end < 0 ? entry(last, next.getValue(), encoded) : directory(last, encoded));
            count++;
        }
        text.append(encoded ? element("EncodingType", "url") : "")
                .append(element("KeyCount", Integer.toString(count)))
                .append(element("IsTruncated", Boolean.toString(next != null)));
        if (next != null) {
            byte[] bytes = last.getBytes(StandardCharsets.UTF_8);
            text.append(
                    second
                            ? element(
                                    "NextContinuationToken",
                                    Base64.getUrlEncoder().encodeToString(bytes))
                            : element("NextMarker", name(last, encoded)));
        }
        return LeanAnswer.xml("ListBucketResult", text.toString());
    }

    /** The first key behind another one, or behind all that a directory holds. */
    private static Map.@Nullable Entry<String, Stored> behind(
            NavigableMap<String, Stored> below, String prefix, String last, String delimiter) {
        // The prefix itself may be a key, which marks a directory.
        boolean isDirectory = !delimiter.isEmpty() && last.endsWith(delimiter) && !last.equals(prefix);
        return below.higherEntry(isDirectory ? last + Character.MAX_VALUE : last);
    }

    private static String entry(String key, Stored stored, boolean encoded) {
        return element(
                "Contents",
                element("Key", name(key, encoded))
                        + element("LastModified", stored.modified.toString())
                        + element("ETag", stored.eTag)
                        + element("Size", Long.toString(stored.size))
                        + element("StorageClass", "STANDARD"));
    }

    private static String directory(String prefix, boolean encoded) {
        return element("CommonPrefixes", element("Prefix", name(prefix, encoded)));
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String name(String key, boolean encoded) {
        return encoded
                ? URLEncoder.encode(key, StandardCharsets.UTF_8)
                : key.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static LeanAnswer error(int status, String code) {
        LeanAnswer told = LeanAnswer.xml("Error", "<Code>" + code + "</Code><Message>" + code + "</Message>");
        return new LeanAnswer(status, told.headers(), told.pieces(), 0, told.length());
    }
}
