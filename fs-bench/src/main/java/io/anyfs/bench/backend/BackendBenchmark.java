package io.anyfs.bench.backend;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The operations of a storage, small and large, on ours and on their peers. The files on disk are in
 * {@code java.io.tmpdir}.
 *
 * <pre>{@code
 * java -jar fs-bench/target/bench/lib/anyfs-bench.jar BackendBenchmark -p contender=memory,jimfs,vfsRam
 * java -jar fs-bench/target/bench/lib/anyfs-bench.jar BackendBenchmark -p contender=local,javaNio
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BackendBenchmark {

    private static final int SMALL_BYTES = 4 * 1024;
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int ENTRIES = 1_000;

    /** Who is measured. */
    @Param({"memory", "jimfs", "vfsRam", "local", "javaNio"})
    public Competitor contender = Competitor.memory;

    /** The size of the large file, in MiB. */
    @Param("64")
    public int largeMebibytes = 64;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer small = random(SMALL_BYTES);
    private final ByteBuffer large = random(BUFFER_BYTES);
    private Contender storage = Competitor.NOBODY;

    /** Who can be measured. */
    public enum Competitor {
        /** Our memory backend. */
        memory,
        /** Google's in-memory java.nio filesystem. */
        jimfs,
        /** The ram provider of Commons VFS. */
        vfsRam,
        /** Our local backend with its defaults: confined, published by rename. */
        local,
        /** The JDK's own filesystem, writing straight into the file. */
        javaNio;

        private static final Contender NOBODY = new NioContender(Path.of(""), () -> {});

        private Contender open() throws IOException {
            return switch (this) {
                case memory -> new AnyfsContender(MemoryFileSystem.create(), () -> {});
                case jimfs -> jimfs(Jimfs.newFileSystem(Configuration.unix()));
                case vfsRam -> new VfsContender();
                case local -> local(Files.createTempDirectory("anyfs-bench"));
                case javaNio -> {
                    Path directory = Files.createTempDirectory("anyfs-bench");
                    yield new NioContender(directory, () -> deleteTree(directory));
                }
            };
        }

        private static Contender jimfs(FileSystem fs) {
            return new NioContender(fs.getPath("/work"), fs::close);
        }

        private static Contender local(Path directory) throws IOException {
            return new AnyfsContender(LocalFileSystem.open(directory), () -> deleteTree(directory));
        }

        private static void deleteTree(Path directory) throws IOException {
            try (io.anyfs.FileSystem fs = LocalFileSystem.open(directory)) {
                TreeDelete.empty(fs, io.anyfs.FsPath.ROOT);
            }
            Files.delete(directory);
        }
    }

    /** Fills the storage. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        storage = contender.open();
        storage.createDirectory("a");
        storage.createDirectory("a/b");
        storage.createDirectory("a/many");
        storage.write("a/b/small", small, 1);
        storage.write("a/b/large", large, largeMebibytes * (1024 * 1024 / BUFFER_BYTES));
        for (int i = 0; i < ENTRIES; i++) {
            storage.write("a/many/file" + i, small, 1);
        }
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Trial)
    public void end() throws IOException {
        storage.close();
    }

    /** Size of a file two directories deep. */
    @Benchmark
    public long stat() throws IOException {
        return storage.stat("a/b/small");
    }

    /** Open and close for reading. */
    @Benchmark
    public void open() throws IOException {
        storage.openAndClose("a/b/small");
    }

    /** 1,000 entries with their sizes. */
    @Benchmark
    public long list() throws IOException {
        return storage.list("a/many");
    }

    /** Open, read 4 KiB, close. */
    @Benchmark
    public long readSmall() throws IOException {
        return storage.read("a/b/small", buffer);
    }

    /** Replace a file by 4 KiB. */
    @Benchmark
    public void writeSmall() throws IOException {
        storage.write("a/b/written", small, 1);
    }

    /** Read the large file in pieces of 256 KiB. */
    @Benchmark
    public long readLarge() throws IOException {
        return storage.read("a/b/large", buffer);
    }

    /** Write the large file in pieces of 256 KiB. */
    @Benchmark
    public void writeLarge() throws IOException {
        storage.write("a/b/written-large", large, largeMebibytes * (1024 * 1024 / BUFFER_BYTES));
    }

    private static ByteBuffer random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(1).nextBytes(content);
        return ByteBuffer.allocateDirect(bytes).put(content).flip();
    }
}
