package io.anyfs.vfs2.backend;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.provider.AbstractFileObject;
import org.apache.commons.vfs2.util.FileObjectUtils;
import org.apache.commons.vfs2.util.RandomAccessMode;

/**
 * Reads content past the books that {@link org.apache.commons.vfs2.FileContent} keeps for each thread: a stream that is closed by
 * another thread than the one that opened it would stay in them, and in memory, as long as that thread lives.
 */
final class Fetched {

    private static final int BYTES = 64 * 1024;

    private Fetched() {}

    /** A file that is read from any position without more ado. */
    interface AtAnyPlace {
        InputStream read(long position) throws IOException;
    }

    /** Reads from the start. */
    static InputStream stream(FileObject file) throws IOException {
        AbstractFileObject<?> raw = FileObjectUtils.getAbstractFileObject(file);
        return raw.getInputStream(BYTES);
    }

    /** Reads from a position, by asking for it where the provider can, else by skipping. */
    static InputStream stream(FileObject file, long position, boolean seeks) throws IOException {
        if (position > 0 && seeks && file.getFileSystem().hasCapability(Capability.RANDOM_ACCESS_READ)) {
            AbstractFileObject<?> raw = FileObjectUtils.getAbstractFileObject(file);
            if (raw instanceof AtAnyPlace known) {
                return known.read(position);
            }
            return new SoughtStream(raw.getRandomAccessContent(RandomAccessMode.READ), position);
        }
        InputStream stream = stream(file);
        boolean done = false;
        try {
            stream.skipNBytes(position);
            done = true;
            return stream;
        } finally {
            if (!done) {
                stream.close();
            }
        }
    }

    /** All of a file. */
    static Stage whole(FileObject file) throws IOException {
        Stage stage = new Stage();
        boolean done = false;
        try (InputStream stream = stream(file)) {
            byte[] bytes = new byte[BYTES];
            long position = 0;
            for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes)) {
                stage.write(ByteBuffer.wrap(bytes, 0, read), position);
                position += read;
                requireNotInterrupted();
            }
            done = true;
            return stage;
        } finally {
            if (!done) {
                stage.close();
            }
        }
    }

    /** All of a file that was looked at. */
    static Stage exactly(FileObject file, FileInfo info) throws IOException {
        Stage stage = whole(file);
        if (stage.size() != info.size()) {
            stage.close();
            throw new FileChangedException(info.path().toString(), "it changed while it was being opened");
        }
        return stage;
    }

    /** How many bytes a file has, by reading it. */
    static long count(FileObject file) throws IOException {
        try (InputStream stream = stream(file)) {
            byte[] bytes = new byte[BYTES];
            long count = 0;
            for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes)) {
                count += read;
                requireNotInterrupted();
            }
            return count;
        }
    }

    static void requireNotInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
    }

    /** A stream of a random access content, which is closed with it. */
    private static final class SoughtStream extends InputStream {

        private final RandomAccessContent content;
        private final InputStream stream;

        SoughtStream(RandomAccessContent content, long position) throws IOException {
            this.content = content;
            boolean done = false;
            try {
                content.seek(position);
                this.stream = content.getInputStream();
                done = true;
            } finally {
                if (!done) {
                    content.close();
                }
            }
        }

        @Override
        public int read() throws IOException {
            return stream.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return stream.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
