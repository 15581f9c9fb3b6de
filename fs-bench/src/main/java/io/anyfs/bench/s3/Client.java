package io.anyfs.bench.s3;

import io.anyfs.s3.S3Checksums;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/** A way of a Java program to a bucket. */
interface Client extends Closeable {

    /** Stores a file: the block again and again, until there are so many bytes. */
    void put(String key, ByteBuffer block, long bytes) throws IOException;

    /** Reads a file from its start to its end, and returns how many bytes it has. */
    long get(String key) throws IOException;

    /** The ways that can be compared, by name. */
    static Client open(String name, URI endpoint) throws IOException {
        return switch (name) {
            // What a program gets that changes nothing: CRC32 of what is sent.
            case "sdk" -> new SyncClient(SyncClient.connect(endpoint), 1);
            case "sdk-parts" -> new SyncClient(SyncClient.connect(endpoint), SyncClient.PARALLEL_PARTS);
            case "sdk-url" -> new SyncClient(SyncClient.connectByUrlConnection(endpoint), 1);
            case "sdk-url-parts" ->
                new SyncClient(SyncClient.connectByUrlConnection(endpoint), SyncClient.PARALLEL_PARTS);
            case "sdk-async" -> AsyncClient.overNetty(endpoint);
            case "sdk-crt" -> AsyncClient.overCrt(endpoint);
            case "anyfs" -> AnyfsClient.open(endpoint, S3Checksums.AUTO);
            case "anyfs-crc32" -> AnyfsClient.open(endpoint, S3Checksums.CRC32);
            default -> throw new IllegalArgumentException("no such client: " + name);
        };
    }
}
