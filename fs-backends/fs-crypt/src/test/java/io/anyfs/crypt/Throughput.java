package io.anyfs.crypt;

import io.anyfs.FileSystem;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * How fast files in memory are written and read, encrypted and not, in MiB/s: the best of several rounds. Run by hand: {@code mvn
 * test-compile} in this module, then {@code java -Xmx1g -cp … io.anyfs.crypt.Throughput [KiB per call]}.
 */
final class Throughput {

    private static final int FILE = 256 << 20;
    private static final int ROUNDS = 8;

    private Throughput() {}

    public static void main(String[] arguments) throws IOException {
        int perCall = (arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64) << 10;
        MemoryOptions memory = MemoryOptions.DEFAULT.withQuotaBytes(MemoryOptions.UNLIMITED);
        plain(memory, perCall);
        for (int segment : new int[] {16 << 10, 64 << 10, 1 << 20}) {
            CryptOptions options = CryptOptions.DEFAULT.withSegmentSize(segment);
            try (FileSystem crypt =
                    FileSystem.over(CryptBackend.open(new MemoryBackend(memory), Keys.key(), options))) {
                measure("segments of " + (segment >> 10) + " KiB", crypt, perCall);
            }
        }
        // Once more: by now everything is compiled.
        plain(memory, perCall);
    }

    private static void plain(MemoryOptions memory, int perCall) throws IOException {
        try (FileSystem plain = FileSystem.over(new MemoryBackend(memory))) {
            measure("plain", plain, perCall);
        }
    }

    private static void measure(String what, FileSystem fs, int perCall) throws IOException {
        double up = 0;
        double down = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            write(fs, perCall);
            up = Math.max(up, rate(begin));
            begin = System.nanoTime();
            read(fs, perCall);
            down = Math.max(down, rate(begin));
            fs.delete("/f");
        }
        System.out.printf("%-22s %6.0f MiB/s up %6.0f MiB/s down%n", what, up, down);
    }

    private static double rate(long begin) {
        return (FILE >> 20) / ((System.nanoTime() - begin) / 1e9);
    }

    private static void write(FileSystem fs, int perCall) throws IOException {
        byte[] bytes = new byte[perCall];
        new Random(1).nextBytes(bytes);
        try (WriteHandle out = fs.openWrite("/f", WriteOptions.createNew())) {
            for (int written = 0; written < FILE; written += perCall) {
                out.write(ByteBuffer.wrap(bytes));
            }
            out.commit();
        }
    }

    private static void read(FileSystem fs, int perCall) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(perCall);
        try (ReadHandle in = fs.openRead("/f")) {
            for (long next = 0; next < FILE; next += buffer.position()) {
                in.read(buffer.clear(), next);
            }
        }
    }
}
