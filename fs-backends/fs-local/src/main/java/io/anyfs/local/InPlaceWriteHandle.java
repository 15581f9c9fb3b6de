package io.anyfs.local;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A write straight into a file. What was written stays when it is aborted. */
final class InPlaceWriteHandle extends ChannelWriting {

    private final InPlaceWrites writes;
    private final Place place;
    private final WriteOptions options;
    private final @Nullable Object key;

    /** A write to an open file, of whose place it takes over the use. */
    InPlaceWriteHandle(
            InPlaceWrites writes,
            FsPath asked,
            Place place,
            FileChannel channel,
            WriteOptions options,
            @Nullable Object key,
            long next,
            long size) {
        super(asked, place.directory().host(), channel, options.attributes(), next, size);
        this.writes = writes;
        this.place = place;
        this.options = options;
        this.key = key;
    }

    @Override
    public FileInfo commit() throws IOException {
        try (Place file = place;
                FileChannel open = channel()) {
            BasicFileAttributes there = file.find();
            if (there == null || !Objects.equals(there.fileKey(), key)) {
                // The file was deleted or replaced; what was written went with it, as on any POSIX system.
                return FileInfo.of(asked(), FileType.FILE, open.size(), Instant.now());
            }
            return writes.finish(asked(), file, open, attributes(), options);
        } catch (IOException failure) {
            throw LocalFailures.of(failure, asked());
        }
    }

    @Override
    public void abort() throws IOException {
        try {
            channel().close();
        } finally {
            place.close();
        }
    }
}
