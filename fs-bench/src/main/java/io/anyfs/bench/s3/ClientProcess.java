package io.anyfs.bench.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A Java program that uses a bucket in one way, in a process of its own, so that its memory can be measured. It does what it is
 * told line by line, and answers each with the nanoseconds it took:
 *
 * <pre>{@code
 * put KEY BYTES COUNT     stores COUNT files, one after the other
 * get KEY BYTES COUNT     reads them
 * }</pre>
 *
 * <p>The key of a file is that of the line with a slash and the number of the file.
 */
public final class ClientProcess {

    private static final int BLOCK = 256 * 1024;

    private ClientProcess() {}

    /** Takes the name of a {@link Client} and the endpoint. */
    public static void main(String[] arguments) throws IOException {
        ByteBuffer block = block();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Client client = Client.open(arguments[0], URI.create(arguments[1]))) {
            System.out.println("ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(run(client, block, line.split(" ", -1)));
            }
        }
    }

    private static long run(Client client, ByteBuffer block, String[] words) throws IOException {
        long bytes = Long.parseLong(words[2]);
        int count = Integer.parseInt(words[3]);
        long start = System.nanoTime();
        for (int number = 0; number < count; number++) {
            String key = Task.file(words[1], number);
            if (words[0].equals("put")) {
                client.put(key, block, bytes);
            } else {
                long read = client.get(key);
                if (read != bytes) {
                    throw new IOException(key + " has " + read + " bytes");
                }
            }
        }
        return System.nanoTime() - start;
    }

    /** Bytes that no layer below can make smaller. */
    static ByteBuffer block() {
        byte[] bytes = new byte[BLOCK];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
