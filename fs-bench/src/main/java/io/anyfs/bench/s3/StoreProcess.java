package io.anyfs.bench.s3;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** The server that holds the bucket, in a process of its own, and what is put into the bucket and taken away between the turns. */
final class StoreProcess implements Closeable {

    static final String ACCESS_KEY = "bench";
    static final String SECRET_KEY = "bench-secret";

    /** For programs that are to find the key as they find those of AWS. */
    static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY);

    private final Process process;
    private final URI endpoint;
    private final S3Client client;

    private StoreProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        this.client = SyncClient.connect(endpoint);
    }

    /** Starts {@link LeanServer} or {@link DemoServer}, with a heap of so many GiB, and with an argument. */
    static StoreProcess start(Class<?> server, int gibibytes, String argument) throws IOException {
        Process process = java(List.of("-Xmx" + gibibytes + "g", server.getName(), argument));
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String endpoint = output.readLine();
        if (endpoint == null) {
            throw new IOException(server + " has ended");
        }
        return new StoreProcess(process, URI.create(endpoint));
    }

    /** A Java of this version with this class path. */
    static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(CREDENTIALS);
        return builder.start();
    }

    URI endpoint() {
        return endpoint;
    }

    void put(String key, long bytes) {
        client.putObject(
                request -> request.bucket(SyncClient.BUCKET).key(key), SyncClient.body(ClientProcess.block(), bytes));
    }

    /** Fails unless there are so many objects below a prefix, each of so many bytes, and removes them. */
    void take(String prefix, int count, long bytes) throws IOException {
        int found = 0;
        try {
            for (var page : client.listObjectsV2Paginator(
                    request -> request.bucket(SyncClient.BUCKET).prefix(prefix))) {
                List<ObjectIdentifier> keys = page.contents().stream()
                        .map(object ->
                                ObjectIdentifier.builder().key(object.key()).build())
                        .toList();
                found += (int) page.contents().stream()
                        .filter(object -> object.size() == bytes)
                        .count();
                if (!keys.isEmpty()) {
                    client.deleteObjects(
                            request -> request.bucket(SyncClient.BUCKET).delete(delete -> delete.objects(keys)));
                }
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        if (found != count) {
            throw new IOException(found + " of " + count + " files arrived at " + prefix);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
    }
}
