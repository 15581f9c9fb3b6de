package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.ChannelWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written into the staging directory, and promised to the storage by its commit. */
final class StagedWriteHandle extends ChannelWriteHandle {

    private final StagedWrites writes;
    private final FsPath path;
    private final WriteOptions options;
    private final long number;
    private final Path file;
    private final WrittenChecksum checksum = new WrittenChecksum();
    private long charged;
    private volatile boolean aborted;

    private StagedWriteHandle(
            StagedWrites writes, FsPath path, WriteOptions options, long number, Path file, FileChannel channel) {
        super(channel, options.attributes(), 0, 0);
        this.writes = writes;
        this.path = path;
        this.options = options;
        this.number = number;
        this.file = file;
    }

    static StagedWriteHandle open(StagedWrites writes, FsPath path, WriteOptions options, StagingDirectory directory)
            throws IOException {
        long number = directory.nextNumber();
        Path file = directory.bytes(number);
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new StagedWriteHandle(writes, path, options, number, file, channel);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        if (!source.hasRemaining()) {
            return;
        }
        charge(Math.addExact(position, source.remaining()));
        checksum.written(source, position);
        super.write(source, position);
    }

    @Override
    public void truncate(long newSize) throws IOException {
        charge(newSize);
        super.truncate(newSize);
    }

    @Override
    public FileInfo commit() throws IOException {
        boolean committed = false;
        try {
            FileChannel channel = channel();
            long size = size();
            // A write that failed may have left a part behind the end.
            channel.truncate(size);
            int sum = checksum.of(channel, size);
            channel.force(true);
            channel.close();
            writes.room().giveBack(charged - size);
            charged = size;
            FileInfo info =
                    writes.publish(path, options, attributes(), new StagedWrites.Draft(number, file, size, sum));
            committed = true;
            return info;
        } catch (IOException failure) {
            throw told(failure);
        } finally {
            if (!committed) {
                discard();
            }
        }
    }

    @Override
    public void abort() throws IOException {
        aborted = true;
        writes.room().recheck();
        discard();
    }

    private void discard() throws IOException {
        try {
            channel().close();
            Files.deleteIfExists(file);
        } finally {
            // After the flag is seen nobody charges any more.
            synchronized (this) {
                writes.room().giveBack(charged);
                charged = 0;
            }
        }
    }

    private void charge(long end) throws IOException {
        if (end <= charged) {
            return;
        }
        long more = end - charged;
        writes.makeRoom(path, more, () -> aborted);
        synchronized (this) {
            charged += more;
            if (aborted) {
                writes.room().giveBack(charged);
                charged = 0;
            }
        }
    }

    @Override
    protected IOException told(IOException failure) throws IOException {
        boolean unknown = failure.getClass() == IOException.class;
        if (!unknown || Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() > 0) {
            return failure;
        }
        IOException full = new StorageFullException(path.toString(), "no space left where uploads are staged");
        full.initCause(failure);
        return full;
    }
}
