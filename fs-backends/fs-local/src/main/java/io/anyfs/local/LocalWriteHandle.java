package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A write into an unfinished file that takes its place at commit. */
final class LocalWriteHandle extends ChannelWriting {

    private final LocalWrites writes;
    private final WriteOptions options;
    private final @Nullable String startedFrom;

    /**
     * @param place of the unfinished file
     * @param startedFrom the version whose content was taken over; {@code null} if there was none
     */
    LocalWriteHandle(
            LocalWrites writes,
            FsPath asked,
            Place place,
            FileChannel channel,
            WriteOptions options,
            @Nullable String startedFrom,
            long next,
            long size) {
        super(asked, place, channel, options.attributes(), next, size);
        this.writes = writes;
        this.options = options;
        this.startedFrom = startedFrom;
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
        boolean published = false;
        try {
            FileInfo info = writes.publish(this);
            published = true;
            return info;
        } catch (IOException failure) {
            throw LocalFailures.of(failure, asked());
        } finally {
            if (published) {
                place().close();
            } else {
                abort();
            }
        }
    }

    @Override
    public void abort() throws IOException {
        try (Place unfinished = place()) {
            channel().close();
            unfinished.directory().deleteFile(unfinished.name());
        } catch (NoSuchFileException gone) {
            // Somebody else cleaned up.
        }
    }
}
