package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendReadHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.WritableByteChannel;
import net.schmizz.sshj.sftp.RemoteFile;

/** An open file of the server; every read is a request. */
final class SftpReadHandle implements BackendReadHandle {

    private static final int CHUNK = 32 * 1024;

    private final FsPath path;
    private final RemoteFile file;
    private final FileInfo info;
    private volatile boolean closed;

    SftpReadHandle(FsPath path, RemoteFile file, FileInfo info) {
        this.path = path;
        this.file = file;
        this.info = info;
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        byte[] bytes = new byte[Math.min(CHUNK, target.remaining())];
        int read = request(position, bytes, bytes.length);
        if (read > 0) {
            target.put(bytes, 0, read);
        }
        return read;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        byte[] bytes = new byte[CHUNK];
        long sent = 0;
        while (sent < count) {
            int read = request(position + sent, bytes, (int) Math.min(CHUNK, count - sent));
            if (read < 0) {
                break;
            }
            ByteBuffer source = ByteBuffer.wrap(bytes, 0, read);
            while (source.hasRemaining()) {
                target.write(source);
            }
            sent += read;
        }
        return sent;
    }

    private int request(long position, byte[] bytes, int count) throws IOException {
        try {
            return file.read(position, bytes, 0, count);
        } catch (IOException reply) {
            throw closed ? new AsynchronousCloseException() : SftpClientBackend.translated(path, reply);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
