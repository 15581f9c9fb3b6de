package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What writing has in common, whether into an unfinished file or straight into the one that it is about. */
abstract class ChannelWriting implements BackendWriteHandle {

    private static final ByteBuffer ZERO = ByteBuffer.allocate(1).asReadOnlyBuffer();

    private final FsPath asked;
    private final Path directory;
    private final FileChannel channel;
    private AttributeChanges attributes;
    private long next;
    private volatile long size;

    /**
     * @param directory where the file is on this machine
     * @param next where {@link #write(ByteBuffer)} begins
     */
    ChannelWriting(
            FsPath asked, Path directory, FileChannel channel, AttributeChanges attributes, long next, long size) {
        this.asked = asked;
        this.directory = directory;
        this.channel = channel;
        this.attributes = attributes;
        this.next = next;
        this.size = size;
    }

    FsPath asked() {
        return asked;
    }

    FileChannel channel() {
        return channel;
    }

    AttributeChanges attributes() {
        return attributes;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        int bytes = source.remaining();
        write(source, next);
        next += bytes;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long end = position;
        try {
            while (source.hasRemaining()) {
                end += channel.write(source, end);
            }
        } catch (IOException failure) {
            throw told(failure);
        }
        size = Math.max(size, end);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        try {
            return channel.read(target, position);
        } catch (NonReadableChannelException writeOnly) {
            throw new AccessDeniedException(asked.toString(), null, "the file may be written and not be read");
        }
    }

    @Override
    public void truncate(long newSize) throws IOException {
        try {
            if (newSize < size) {
                channel.truncate(newSize);
            } else if (newSize > size) {
                channel.write(ZERO.duplicate(), newSize - 1);
            }
        } catch (IOException failure) {
            throw told(failure);
        }
        size = newSize;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void setAttributes(AttributeChanges changes) {
        attributes = attributes.and(changes);
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(true);
        } catch (IOException failure) {
            throw told(failure);
        }
    }

    /** A full disk is told by its text, or where that is in another language by there being no room. */
    private IOException told(IOException failure) throws IOException {
        IOException told = LocalFailures.of(failure, asked);
        boolean unknown = told.getClass() == IOException.class || told.getClass() == FileSystemException.class;
        if (unknown && Files.getFileStore(directory).getUsableSpace() == 0) {
            told = new StorageFullException(asked.toString(), "no space left on the device");
            told.initCause(failure);
        }
        return told;
    }
}
