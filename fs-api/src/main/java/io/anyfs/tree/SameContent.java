package io.anyfs.tree;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Compares the bytes of files. */
final class SameContent {

    private static final int CHUNK = 256 * 1024;

    private SameContent() {}

    /** Whether two files hold the same bytes. Reads no further than to the first difference. */
    static boolean in(FileSystem left, FsPath leftFile, FileSystem right, FsPath rightFile) throws IOException {
        try (ReadHandle one = left.openRead(leftFile);
                ReadHandle two = right.openRead(rightFile)) {
            if (one.size() != two.size()) {
                return false;
            }
            ByteBuffer ones = ByteBuffer.allocate(CHUNK);
            ByteBuffer twos = ByteBuffer.allocate(CHUNK);
            for (long position = 0; position < one.size(); position += CHUNK) {
                FailureLog.requireNotInterrupted(leftFile);
                int length = (int) Math.min(CHUNK, one.size() - position);
                if (!read(one, ones, position, length).equals(read(two, twos, position, length))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static ByteBuffer read(ReadHandle handle, ByteBuffer buffer, long position, int length) throws IOException {
        buffer.clear().limit(length);
        handle.readFully(buffer, position);
        return buffer.flip();
    }
}
