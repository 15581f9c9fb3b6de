package io.anyfs.vfs2.backend;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.spi.PositionedWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A write, staged on this machine until its commit. */
final class VfsWriteHandle extends PositionedWriteHandle {

    private final VfsWrites writes;
    private final FsPath path;
    private final WriteOptions options;
    private final @Nullable FileInfo startedFrom;
    private final Stage stage;
    private volatile boolean aborted;

    VfsWriteHandle(
            VfsWrites writes,
            FsPath path,
            WriteOptions options,
            @Nullable FileInfo startedFrom,
            Stage stage,
            long next) {
        super(options.attributes(), next);
        this.writes = writes;
        this.path = path;
        this.options = options;
        this.startedFrom = startedFrom;
        this.stage = stage;
    }

    FsPath path() {
        return path;
    }

    WriteOptions options() {
        return options;
    }

    /** The version whose content was taken over; {@code null} if there was none. */
    @Nullable
    FileInfo startedFrom() {
        return startedFrom;
    }

    Stage stage() {
        return stage;
    }

    boolean isAborted() {
        return aborted;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        Fetched.requireNotInterrupted();
        stage.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return stage.read(target, position);
    }

    @Override
    public void truncate(long size) throws IOException {
        stage.truncate(size);
    }

    @Override
    public long size() {
        return stage.size();
    }

    @Override
    public void force() {
        throw new UnsupportedOperationException("not durable");
    }

    @Override
    public FileInfo commit() throws IOException {
        try (stage) {
            return writes.commit(this);
        }
    }

    @Override
    public void abort() throws IOException {
        aborted = true;
        stage.close();
    }
}
