package io.anyfs.bench.lifecycle;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
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
 * An open and a close at each level of leak detection, over a storage that does nothing. The target: at the default level an
 * open costs less than 200 ns more than with detection off.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class TrackingBenchmark {

    private static final FsPath PATH = FsPath.of("/file");

    /** The level. */
    @Param({"OFF", "SAMPLED", "FULL", "STRICT"})
    public LeakDetection level = LeakDetection.OFF;

    /** How many calls deep the opening is, above those of the harness: the price of remembering the place grows with them. */
    @Param({"0", "40"})
    public int depth;

    private @Nullable EmptyFileBackend backend;
    private @Nullable FileSystem fs;

    /** Opens the filesystem at the level. */
    @Setup
    public void open() throws IOException {
        LeakDetection.use(level);
        backend = new EmptyFileBackend();
        fs = FileSystem.over(backend);
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        if (fs != null) {
            fs.close();
        }
    }

    /** The storage alone: no filesystem, no tree, no handle. */
    @Benchmark
    public BackendReadHandle storageAlone() throws IOException {
        return storageAlone(depth);
    }

    private BackendReadHandle storageAlone(int deeper) throws IOException {
        if (deeper > 0) {
            return storageAlone(deeper - 1);
        }
        if (backend == null) {
            throw new IllegalStateException();
        }
        BackendReadHandle handle = backend.openRead(PATH);
        handle.close();
        return handle;
    }

    /** A place in the tree, watched and closed. */
    @Benchmark
    public Object node() throws IOException {
        return node(depth);
    }

    private Object node(int deeper) throws IOException {
        if (deeper > 0) {
            return node(deeper - 1);
        }
        if (fs == null) {
            throw new IllegalStateException();
        }
        Object holder = new Object();
        ResourceNode node = fs.node().open(ResourceKind.READ, PATH, () -> {});
        if (node == null) {
            throw new IllegalStateException();
        }
        node.watch(holder);
        node.close();
        return holder;
    }

    /** What users do. */
    @Benchmark
    public ReadHandle openAndClose() throws IOException {
        return openAndClose(depth);
    }

    private ReadHandle openAndClose(int deeper) throws IOException {
        if (deeper > 0) {
            return openAndClose(deeper - 1);
        }
        if (fs == null) {
            throw new IllegalStateException();
        }
        ReadHandle handle = fs.openRead(PATH);
        handle.close();
        return handle;
    }
}
