package io.anyfs.nio.backend;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.PositionedWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A write, into an unfinished file that takes its place at commit, or straight into the file. */
final class NioWriteHandle extends PositionedWriteHandle {

    private final NioWrites writes;
    private final Opened opened;
    private final OpenChannel channel;
    private volatile long size;

    /**
     * What was opened.
     *
     * @param asked the path that was asked for
     * @param file what the bytes go to
     * @param options how it is written
     * @param startedFrom the version whose content was taken over; {@code null} if there was none
     */
    record Opened(
            FsPath asked,
            Path file,
            WriteOptions options,
            @Nullable String startedFrom) {

        boolean isInPlace() {
            return options.publication() == WriteOptions.Publication.IN_PLACE;
        }
    }

    NioWriteHandle(NioWrites writes, Opened opened, OpenChannel channel, long next, long size) {
        super(opened.options.attributes(), next);
        this.writes = writes;
        this.opened = opened;
        this.channel = channel;
        this.size = size;
    }

    Opened opened() {
        return opened;
    }

    OpenChannel channel() {
        return channel;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int bytes = source.remaining();
        try {
            channel.write(source, position);
        } catch (IOException failure) {
            throw NioFailures.of(failure, opened.asked);
        }
        if (bytes > 0) {
            size = Math.max(size, position + bytes);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public void truncate(long newSize) throws IOException {
        try {
            channel.truncate(newSize);
        } catch (IOException failure) {
            throw NioFailures.of(failure, opened.asked);
        }
        size = newSize;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void force() throws IOException {
        channel.force();
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            return writes.commit(this);
        } catch (IOException failure) {
            BackendWriteHandle.abortAfter(failure, this);
            throw NioFailures.of(failure, opened.asked);
        } catch (RuntimeException failure) {
            BackendWriteHandle.abortAfter(failure, this);
            throw failure;
        }
    }

    @Override
    public void abort() throws IOException {
        writes.discard(this);
    }
}
