package io.anyfs.bench.overlay;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.Links;
import io.anyfs.ReadHandle;
import io.anyfs.memory.MemoryProvider;
import io.anyfs.overlay.mount.MountBackend;
import io.anyfs.overlay.mount.MountOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * A look at a file and a read of 4 KiB with open and close, over a storage in memory alone, in a wrapper that changes nothing, and
 * in a tree of mounts. The target: finding the mount costs less than 200 ns. What the wrapper costs is less than this can tell, see
 * {@link WrapperComparison}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
public class OverlayBenchmark {

    private static final int SIZE = 4096;

    /** What the file is seen through. */
    public enum Seen {
        /** Nothing. */
        ALONE,
        /** A wrapper that passes all on. */
        WRAPPED,
        /** A tree with one mount, in which the storage is the root. */
        ROOT_OF_MOUNTS,
        /** A tree with a hundred mounts, three levels deep. */
        HUNDRED_MOUNTS
    }

    /** What the file is seen through. */
    @Param
    public Seen seen = Seen.ALONE;

    private @Nullable Backend backend;
    private @Nullable FileSystem fs;
    private FsPath path = FsPath.of("/file");
    private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);

    /** Opens the storage with a file in it. */
    @Setup
    public void open() throws IOException {
        Backend storage = memory();
        FileSystem filling = FileSystem.over(new Kept(storage));
        filling.write("/file", new byte[SIZE]);
        filling.close();
        backend = switch (seen) {
            case ALONE -> storage;
            case WRAPPED -> new Passing(storage);
            case ROOT_OF_MOUNTS -> {
                MountBackend tree = new MountBackend(storage);
                tree.mount(FsPath.of("/other"), memory(), MountOptions.DEFAULT);
                yield tree;
            }
            case HUNDRED_MOUNTS -> {
                MountBackend tree = new MountBackend(memory());
                for (int i = 0; i < 100; i++) {
                    tree.mount(FsPath.of("/a/" + i % 10 + "/" + i), i == 55 ? storage : memory(), MountOptions.DEFAULT);
                }
                path = FsPath.of("/a/5/55/file");
                yield tree;
            }
        };
        fs = FileSystem.over(backend);
    }

    /** Closes all. */
    @TearDown
    public void close() throws IOException {
        if (fs != null) {
            fs.close();
        }
    }

    /** The facts of the file, of the storage itself. */
    @Benchmark
    public FileInfo statOfBackend() throws IOException {
        if (backend == null) {
            throw new IllegalStateException();
        }
        return backend.stat(path, Links.FOLLOW);
    }

    /** The facts of the file, as users ask for them. */
    @Benchmark
    public FileInfo stat() throws IOException {
        if (fs == null) {
            throw new IllegalStateException();
        }
        return fs.stat(path);
    }

    /** All bytes of the file, from the open to the close. */
    @Benchmark
    public int read() throws IOException {
        if (fs == null) {
            throw new IllegalStateException();
        }
        buffer.clear();
        try (ReadHandle handle = fs.openRead(path)) {
            return handle.read(buffer, 0);
        }
    }

    private static Backend memory() throws IOException {
        return new MemoryProvider().open(FsUrl.parse("mem:?quota=1MiB"));
    }

    /** A wrapper that changes nothing. */
    private static final class Passing extends ForwardingBackend {
        Passing(Backend delegate) {
            super(delegate);
        }
    }

    /** What stays open when the filesystem over it is closed. */
    private static final class Kept extends ForwardingBackend {
        Kept(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }
}
