package io.anyfs.nio;

import io.anyfs.IsDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A directory that was opened as if it were a file. POSIX systems allow that, and programs that bring directories to stable
 * storage rely on it. It cannot be read.
 */
record ReadingDirectory(AnyfsPath path) implements Unwritable {

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        throw new IsDirectoryException(path.toString(), "a directory has no bytes");
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        throw new IsDirectoryException(path.toString(), "a directory has no bytes");
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void close() {}

    @Override
    public void abandon() {}
}
