package io.anyfs.s3.testing;

import java.util.Map;

/** An action of the S3 API that a request with the bucket in the path asks for (Amazon S3 API Reference, "Actions"). */
public enum S3Operation {
    ABORT_MULTIPART_UPLOAD,
    COMPLETE_MULTIPART_UPLOAD,
    COPY_OBJECT,
    CREATE_BUCKET,
    CREATE_MULTIPART_UPLOAD,
    DELETE_BUCKET,
    DELETE_OBJECT,
    DELETE_OBJECTS,
    GET_BUCKET_LOCATION,
    GET_BUCKET_VERSIONING,
    GET_OBJECT,
    GET_OBJECT_ATTRIBUTES,
    GET_OBJECT_TAGGING,
    HEAD_BUCKET,
    HEAD_OBJECT,
    LIST_BUCKETS,
    LIST_MULTIPART_UPLOADS,
    LIST_OBJECTS,
    LIST_OBJECTS_V2,
    LIST_OBJECT_VERSIONS,
    LIST_PARTS,
    PUT_BUCKET_VERSIONING,
    PUT_OBJECT,
    PUT_OBJECT_TAGGING,
    RENAME_OBJECT,
    UPLOAD_PART,
    UPLOAD_PART_COPY,
    /** Anything else. */
    OTHER;

    /**
     * What a request asks for.
     *
     * @param method the HTTP method
     * @param bucket empty if the path names none
     * @param key empty if the path names none
     * @param copies whether the request names a source to copy from
     */
    public static S3Operation of(String method, String bucket, String key, Map<String, String> query, boolean copies) {
        if (bucket.isEmpty()) {
            return method.equals("GET") ? LIST_BUCKETS : OTHER;
        }
        return key.isEmpty() ? onBucket(method, query) : onObject(method, query, copies);
    }

    private static S3Operation onBucket(String method, Map<String, String> query) {
        return switch (method) {
            case "HEAD" -> HEAD_BUCKET;
            case "PUT" -> query.containsKey("versioning") ? PUT_BUCKET_VERSIONING : plain(query, CREATE_BUCKET);
            case "DELETE" -> plain(query, DELETE_BUCKET);
            case "POST" -> query.containsKey("delete") ? DELETE_OBJECTS : OTHER;
            case "GET" -> {
                if (query.containsKey("uploads")) {
                    yield LIST_MULTIPART_UPLOADS;
                }
                if (query.containsKey("versions")) {
                    yield LIST_OBJECT_VERSIONS;
                }
                if (query.containsKey("location")) {
                    yield GET_BUCKET_LOCATION;
                }
                if (query.containsKey("versioning")) {
                    yield GET_BUCKET_VERSIONING;
                }
                yield "2".equals(query.get("list-type")) ? LIST_OBJECTS_V2 : LIST_OBJECTS;
            }
            default -> OTHER;
        };
    }

    private static S3Operation onObject(String method, Map<String, String> query, boolean copies) {
        boolean upload = query.containsKey("uploadId");
        boolean tags = query.containsKey("tagging");
        return switch (method) {
            case "HEAD" -> HEAD_OBJECT;
            case "DELETE" -> upload ? ABORT_MULTIPART_UPLOAD : tags ? OTHER : DELETE_OBJECT;
            case "GET" -> {
                if (query.containsKey("attributes")) {
                    yield GET_OBJECT_ATTRIBUTES;
                }
                yield upload ? LIST_PARTS : tags ? GET_OBJECT_TAGGING : GET_OBJECT;
            }
            case "PUT" -> {
                if (query.containsKey("renameObject")) {
                    yield RENAME_OBJECT;
                }
                if (upload) {
                    yield copies ? UPLOAD_PART_COPY : UPLOAD_PART;
                }
                yield copies ? COPY_OBJECT : tags ? PUT_OBJECT_TAGGING : PUT_OBJECT;
            }
            case "POST" -> {
                if (query.containsKey("uploads")) {
                    yield CREATE_MULTIPART_UPLOAD;
                }
                yield upload ? COMPLETE_MULTIPART_UPLOAD : OTHER;
            }
            default -> OTHER;
        };
    }

    /** Many settings of a bucket are made by the same method with another query. */
    private static S3Operation plain(Map<String, String> query, S3Operation operation) {
        return query.keySet().stream().allMatch("x-id"::equals) ? operation : OTHER;
    }
}
