package io.anyfs.bench.nio;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioFileSystems;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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
 * The same calls by the direct interface and by that of the JDK, on one storage. Both write straight into the file. The files on
 * disk are in {@code java.io.tmpdir}.
 *
 * <pre>{@code
 * java -jar fs-bench/target/bench/lib/anyfs-bench.jar NioOverheadBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NioOverheadBenchmark {

    private static final int BUFFER_BYTES = 256 * 1024;

    /** Where the files are. */
    @Param({"memory", "local"})
    public Storage storage = Storage.memory;

    /** The size of the large file, in MiB. */
    @Param("1024")
    public int largeMebibytes = 1024;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer content = random();
    private final FsPath small = FsPath.of("/a/b/small");
    private final FsPath large = FsPath.of("/a/b/large");
    private final FsPath written = FsPath.of("/a/b/written");
    private FileSystem fs = MemoryFileSystem.create();
    private java.nio.file.FileSystem nio = NioFileSystems.of(fs);
    private Path directory = Path.of("");
    private Path smallPath = nio.getPath(small.toString());
    private Path largePath = smallPath;
    private Path writtenPath = smallPath;

    /** Where files can be. */
    public enum Storage {
        /** In memory. */
        memory,
        /** On disk. */
        local;

        private FileSystem open(Path directory) throws IOException {
            return this == memory ? MemoryFileSystem.create() : LocalFileSystem.open(directory);
        }
    }

    /** Fills the storage. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        nio.close();
        directory = Files.createTempDirectory("anyfs-bench");
        fs = storage.open(directory);
        nio = NioFileSystems.of(fs);
        smallPath = nio.getPath(small.toString());
        largePath = nio.getPath(large.toString());
        writtenPath = nio.getPath(written.toString());
        fs.createDirectories("/a/b");
        fs.write(small.toString(), "small");
        fs.write(large, WriteOptions.replace(), this::fill);
    }

    private void fill(WriteHandle out) throws IOException {
        for (int i = 0; i < buffers(); i++) {
            out.write(content.duplicate());
        }
    }

    private int buffers() {
        return largeMebibytes * (1024 * 1024 / BUFFER_BYTES);
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Trial)
    public void end() throws IOException {
        TreeDelete.empty(fs, FsPath.ROOT);
        nio.close();
        Files.delete(directory);
    }

    /** The facts of a file, by a path that is given. */
    @Benchmark
    public long statDirect() throws IOException {
        return fs.stat(small).size();
    }

    /** The facts of a file, by a path that is given. */
    @Benchmark
    public long statNio() throws IOException {
        return Files.readAttributes(smallPath, BasicFileAttributes.class).size();
    }

    /** The facts of a file, by its text. */
    @Benchmark
    public long parseAndStatDirect() throws IOException {
        return fs.stat("/a/b/small").size();
    }

    /** The facts of a file, by its text. */
    @Benchmark
    public long parseAndStatNio() throws IOException {
        return Files.readAttributes(nio.getPath("/a/b/small"), BasicFileAttributes.class)
                .size();
    }

    /** Open and close for reading. */
    @Benchmark
    public void openDirect() throws IOException {
        fs.openRead(small).close();
    }

    /** Open and close for reading. */
    @Benchmark
    public void openNio() throws IOException {
        FileChannel.open(smallPath).close();
    }

    /** All of the large file. */
    @Benchmark
    public long readDirect() throws IOException {
        long position = 0;
        try (ReadHandle in = fs.openRead(large)) {
            int read;
            while ((read = in.read(buffer.clear(), position)) >= 0) {
                position += read;
            }
        }
        return position;
    }

    /** All of the large file. */
    @Benchmark
    public long readNio() throws IOException {
        long bytes = 0;
        try (FileChannel in = FileChannel.open(largePath)) {
            int read;
            while ((read = in.read(buffer.clear())) >= 0) {
                bytes += read;
            }
        }
        return bytes;
    }

    /** A file as large as the large one, and its end. */
    @Benchmark
    public void writeDirect() throws IOException {
        fs.write(written, WriteOptions.replace().inPlace(), this::fill);
        fs.delete(written);
    }

    /** A file as large as the large one, and its end. */
    @Benchmark
    public void writeNio() throws IOException {
        try (FileChannel out = FileChannel.open(
                writtenPath,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (int i = 0; i < buffers(); i++) {
                out.write(content.duplicate());
            }
        }
        Files.delete(writtenPath);
    }

    private static ByteBuffer random() {
        byte[] bytes = new byte[BUFFER_BYTES];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.allocateDirect(BUFFER_BYTES).put(bytes).flip();
    }
}
