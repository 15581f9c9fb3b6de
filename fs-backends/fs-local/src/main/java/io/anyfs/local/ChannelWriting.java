package io.anyfs.local;

import io.anyfs.AttributeChanges;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.spi.ChannelWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What writing has in common, whether into an unfinished file or straight into the one that it is about. */
abstract class ChannelWriting extends ChannelWriteHandle {

    private final FsPath asked;
    private final Path directory;

    /**
     * @param directory where the file is on this machine
     * @param next where {@link #write(ByteBuffer)} begins
     */
    ChannelWriting(
            FsPath asked, Path directory, FileChannel channel, AttributeChanges attributes, long next, long size) {
        super(channel, attributes, next, size);
        this.asked = asked;
        this.directory = directory;
    }

    FsPath asked() {
        return asked;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        try {
            return super.read(target, position);
        } catch (NonReadableChannelException writeOnly) {
            throw new AccessDeniedException(asked.toString(), null, "the file may be written and not be read");
        }
    }

    /** A full disk is told by its text, or where that is in another language by there being no room. */
    @Override
    protected IOException told(IOException failure) throws IOException {
        IOException told = LocalFailures.of(failure, asked);
        boolean unknown = told.getClass() == IOException.class || told.getClass() == FileSystemException.class;
        if (unknown && Files.getFileStore(directory).getUsableSpace() == 0) {
            told = new StorageFullException(asked.toString(), "no space left on the device");
            told.initCause(failure);
        }
        return told;
    }
}
