package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A write into an unfinished file that takes its place at commit. */
final class LocalWriteHandle extends ChannelWriting {

    private final LocalWrites writes;
    private final Unfinished file;
    private final WriteOptions options;
    private final @Nullable String startedFrom;

    /**
     * @param file what the bytes go to; taken over
     * @param directory where it is on this machine
     * @param startedFrom the version whose content was taken over; {@code null} if there was none
     */
    LocalWriteHandle(
            LocalWrites writes,
            FsPath asked,
            Unfinished file,
            Path directory,
            FileChannel channel,
            WriteOptions options,
            @Nullable String startedFrom,
            long next,
            long size) {
        super(asked, directory, channel, options.attributes(), next, size);
        this.writes = writes;
        this.file = file;
        this.options = options;
        this.startedFrom = startedFrom;
    }

    Unfinished file() {
        return file;
    }

    WriteOptions options() {
        return options;
    }

    @Nullable
    String startedFrom() {
        return startedFrom;
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            return writes.publish(this);
        } catch (IOException failure) {
            BackendWriteHandle.abortAfter(failure, this);
            throw LocalFailures.of(failure, asked());
        } catch (RuntimeException failure) {
            BackendWriteHandle.abortAfter(failure, this);
            throw failure;
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            channel().close();
        } finally {
            file.close();
        }
    }
}
