package io.anyfs.compress;

import io.anyfs.Capabilities;
import io.anyfs.Capabilities.Limits;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.WriteOptions.Publication;
import io.anyfs.compress.StoredFormat.Layout;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compresses files where they are stored, with zstd, and decompresses them when they are read. Users open it as
 * {@code compress+s3://bucket}; this class is for those who wrap a storage themselves.
 *
 * <p>A file is stored in the zstd seekable format, under its own name: {@code zstd -d} gives it, and a read of a few bytes at any
 * place fetches and decompresses one frame. Files that were stored without this wrapper are read as they are, also those of other
 * tools in the same format. Small files that compression does not make smaller are stored as they are.
 *
 * <p>Sizes are those of what is read. The storage does not know them: to tell the size of a file, its end is read, one request of
 * 4 KiB, and remembered for as long as the file has the same version. Of a file that may not be read or whose end is damaged, what
 * is stored counts. Whatever is damaged is {@link CorruptFileException} when it is read.
 *
 * <p>What it refuses: writes at positions, truncation, updates, reading what is being written, writing in place. An append copies
 * the compressed frames there are through this process, and fails at the commit if the file changed meanwhile, where the storage
 * can compare versions. A force before the commit covers full frames. A tree is deleted entry by entry, because sizes of what is
 * gone could not be told.
 *
 * <p>Each open write takes the memory of a frame, and 8 bytes for each frame that was written; each open file its table, and up to two
 * frames with 1 MiB each. Native memory is held only while a frame is worked on, and by at most 16 contexts that are kept. Safe for
 * use by many threads.
 */
public final class CompressBackend extends ForwardingBackend {

    private static final long WORKERS_STAY_SECONDS = 5;
    private static final long WORKERS_END_SECONDS = 30;

    private final Codec codec;
    private final Sizes sizes;
    private final ThreadPoolExecutor workers;

    /** A wrapper of this backend, which it owns. */
    public CompressBackend(Backend delegate, CompressOptions options) {
        super(delegate);
        this.codec = new Codec(options);
        this.sizes = new Sizes(delegate, options.knownSizes());
        this.workers = new ThreadPoolExecutor(
                options.lookAhead(),
                options.lookAhead(),
                WORKERS_STAY_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "anyfs-compress-sizes");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities inner = super.capabilities(path);
        Capabilities own = inner.without(
                        Capability.UPDATE,
                        Capability.RANDOM_WRITE,
                        Capability.TRUNCATE,
                        Capability.READ_BACK,
                        Capability.IN_PLACE_WRITE,
                        Capability.DELETE_TREE)
                .within(limits(inner.limits()));
        return inner.has(Capability.WRITE) ? own.with(Capability.APPEND) : own;
    }

    /** As many full frames as fit even where compression makes each of them longer. */
    private Limits limits(Limits inner) {
        int frameSize = codec.options().frameSize();
        long perFrame = Codec.bound(frameSize) + 12L;
        long around = (long) StoredFormat.HEAD_BYTES + StoredFormat.SIZE_FRAME_BYTES + StoredFormat.tableBytes(0, true);
        long frames = Math.min(CompressOptions.MOST_FRAMES, Math.max(0, inner.maxFileSize() - around) / perFrame);
        return new Limits(inner.maxNameBytes(), inner.maxPathBytes(), frames * frameSize, inner.timestampPrecision());
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        return sizes.of(super.stat(path, links));
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        return new CompressListing(
                super.list(directory, options), sizes, workers, codec.options().lookAhead());
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        BackendReadHandle stored = super.openRead(path);
        try {
            FrameTable table = table(stored, path);
            return table == null ? stored : new CompressReadHandle(stored, table, codec);
        } catch (IOException | RuntimeException | Error failure) {
            close(stored, failure);
            throw failure;
        }
    }

    /** The seek table of a compressed file; {@code null} for one that is stored as it is. */
    private @Nullable FrameTable table(BackendReadHandle stored, FsPath path) throws IOException {
        FileInfo info = stored.info().withPath(path);
        if (sizes.knowsRaw(info)) {
            return null;
        }
        StoredFile file = StoredFile.of(stored, StoredFile.LOOK);
        if (file.isDamaged()) {
            throw new CorruptFileException(path.toString(), "the end of what is stored is missing or damaged");
        }
        sizes.learn(info, file.size(), file.isRaw());
        Layout layout = file.layout();
        return layout == null ? null : FrameTable.read(file, layout, path.toString());
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        if (options.mode() != WriteMode.APPEND) {
            return open(path, stored(options, options.mode(), options.ifVersion()), null);
        }
        BackendReadHandle old;
        try {
            old = super.openRead(path);
        } catch (NoSuchFileException missing) {
            return open(path, stored(options, WriteMode.REPLACE, options.ifVersion()), null);
        }
        try {
            AppendStart start = new AppendStart(old, table(old, path));
            return open(path, stored(options, WriteMode.REPLACE, version(old.info(), options)), start);
        } catch (IOException | RuntimeException | Error failure) {
            close(old, failure);
            throw failure;
        }
    }

    private BackendWriteHandle open(FsPath path, WriteOptions options, @Nullable AppendStart start) throws IOException {
        return new CompressWriteHandle(super.openWrite(path, options), path, codec, sizes, start);
    }

    /** The version that an append has to replace: the one that it copied, where the storage can see to that. */
    private @Nullable String version(FileInfo old, WriteOptions options) {
        boolean conditional = super.capabilities(old.path()).has(Capability.CONDITIONAL_WRITE);
        return options.ifVersion() == null && conditional ? old.version() : options.ifVersion();
    }

    /** The size is left out: what is announced is not what will be stored. */
    private static WriteOptions stored(WriteOptions options, WriteMode mode, @Nullable String ifVersion) {
        return new WriteOptions(
                mode,
                options.mustExist(),
                options.createParents(),
                Publication.AT_COMMIT,
                options.durable(),
                -1,
                ifVersion,
                options.attributes());
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) {
        throw new UnsupportedOperationException("compressed files are deleted one by one");
    }

    /** How many native contexts there are. */
    int nativeContexts() {
        return codec.contexts();
    }

    @Override
    public void close() throws IOException {
        workers.shutdownNow();
        try {
            awaitWorkers();
            codec.close();
        } finally {
            super.close();
        }
    }

    /** Files that are looked into are closed before their storage. */
    private void awaitWorkers() {
        try {
            if (!workers.awaitTermination(WORKERS_END_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(CompressBackend.class.getName())
                        .log(System.Logger.Level.WARNING, "{0}: a request did not end when it was interrupted", name());
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(BackendReadHandle handle, Throwable failure) {
        try {
            handle.close();
        } catch (IOException | RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
