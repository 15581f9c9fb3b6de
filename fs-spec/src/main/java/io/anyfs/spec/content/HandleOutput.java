package io.anyfs.spec.content;

import io.anyfs.WriteHandle;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes to a handle and leaves commit and abort to its owner. */
final class HandleOutput extends BufferedOutputStream {

    private static final int BUFFER = 64 * 1024;

    HandleOutput(WriteHandle handle) {
        super(new Unbuffered(handle), BUFFER);
    }

    private static final class Unbuffered extends OutputStream {
        private final WriteHandle handle;

        Unbuffered(WriteHandle handle) {
            this.handle = handle;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                handle.write(buffer);
            }
        }
    }
}
