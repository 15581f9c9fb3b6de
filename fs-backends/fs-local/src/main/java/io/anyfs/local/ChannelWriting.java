package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;

/** What writing has in common, whether into an unfinished file or straight into the one that it is about. */
abstract class ChannelWriting implements BackendWriteHandle {

    private static final ByteBuffer ZERO = ByteBuffer.allocate(1).asReadOnlyBuffer();

    private final FsPath asked;
    private final Place place;
    private final FileChannel channel;
    private AttributeChanges attributes;
    private long next;
    private volatile long size;

    /**
     * @param place where the bytes go; taken over
     * @param next where {@link #write(ByteBuffer)} begins
     */
    ChannelWriting(FsPath asked, Place place, FileChannel channel, AttributeChanges attributes, long next, long size) {
        this.asked = asked;
        this.place = place;
        this.channel = channel;
        this.attributes = attributes;
        this.next = next;
        this.size = size;
    }

    FsPath asked() {
        return asked;
    }

    Place place() {
        return place;
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
        return channel.read(target, position);
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
        channel.force(true);
    }

    /** A full disk is told by its text, or where that is in another language by there being no room. */
    private IOException told(IOException failure) throws IOException {
        IOException told = LocalFailures.of(failure, asked);
        boolean unknown = told.getClass() == IOException.class || told.getClass() == FileSystemException.class;
        if (unknown && Files.getFileStore(place.directory().host()).getUsableSpace() == 0) {
            told = new StorageFullException(asked.toString(), "no space left on the device");
            told.initCause(failure);
        }
        return told;
    }
}
