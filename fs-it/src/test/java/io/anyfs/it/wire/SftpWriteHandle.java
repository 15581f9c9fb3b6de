package io.anyfs.it.wire;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.SFTPEngine;

/** A file being written on the server, on a channel of its own: closing the file commits, closing the channel aborts. */
final class SftpWriteHandle implements BackendWriteHandle {

    private static final int CHUNK = 32 * 1024;

    private final SftpClientBackend backend;
    private final SFTPEngine channel;
    private final byte[] handle;
    private final RemoteFile file;
    private final FsPath path;
    private final WriteOptions options;
    private volatile long size;
    private long next;

    SftpWriteHandle(SftpClientBackend backend, SFTPEngine channel, FsPath path, WriteOptions options)
            throws IOException {
        this.backend = backend;
        this.channel = channel;
        this.path = path;
        this.options = options;
        this.handle = open(channel, path, modes(options, backend.updates()));
        this.file = new RemoteFile(channel, path.toString(), handle);
        this.size = options.keepsContent() ? file.fetchAttributes().getSize() : 0;
        this.next = options.mode() == WriteMode.APPEND ? size : 0;
        setAttributes(options.attributes());
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        next = put(source, next);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        put(source, position);
    }

    private long put(ByteBuffer source, long position) throws IOException {
        long at = position;
        byte[] bytes = new byte[Math.min(CHUNK, source.remaining())];
        while (source.hasRemaining()) {
            int count = Math.min(bytes.length, source.remaining());
            source.get(bytes, 0, count);
            try {
                file.write(at, bytes, 0, count);
            } catch (IOException reply) {
                throw SftpClientBackend.translated(path, reply);
            }
            at += count;
            size = Math.max(size, at);
        }
        return at;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        byte[] bytes = new byte[Math.min(CHUNK, target.remaining())];
        int read = file.read(position, bytes, 0, bytes.length);
        if (read > 0) {
            target.put(bytes, 0, read);
        }
        return read;
    }

    @Override
    public void truncate(long newSize) throws IOException {
        file.setLength(newSize);
        size = newSize;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void setAttributes(AttributeChanges changes) throws IOException {
        if (!changes.isEmpty()) {
            file.setAttributes(backend.attributes(changes));
        }
    }

    @Override
    public void force() throws IOException {
        channel.request(channel.newExtendedRequest("fsync@openssh.com").putBytes(handle))
                .retrieve()
                .ensureStatusPacketIsOK();
    }

    @Override
    public FileInfo commit() throws IOException {
        try {
            if (options.durable()) {
                force();
            }
            file.close();
        } catch (IOException reply) {
            throw backend.diagnosedWrite(path, options, reply);
        } finally {
            channel.close();
        }
        return backend.published(path);
    }

    private static byte[] open(SFTPEngine channel, FsPath path, Set<OpenMode> modes) throws IOException {
        Response reply = channel.request(channel.newRequest(PacketType.OPEN)
                        .putString(path.toString(), StandardCharsets.UTF_8)
                        .putUInt32(OpenMode.toMask(modes))
                        .putFileAttributes(FileAttributes.EMPTY))
                .retrieve();
        return reply.ensurePacketTypeIs(PacketType.HANDLE).readBytes();
    }

    private static Set<OpenMode> modes(WriteOptions options, boolean updates) {
        Set<OpenMode> modes = EnumSet.of(OpenMode.READ, OpenMode.WRITE);
        if (!options.mustExist() || options.mode() == WriteMode.CREATE_NEW) {
            modes.add(OpenMode.CREAT);
        }
        switch (options.mode()) {
            case CREATE_NEW -> modes.add(OpenMode.EXCL);
            case REPLACE -> modes.add(OpenMode.TRUNC);
            // With SSH_FXF_APPEND positions would be ignored, so where it can the handle itself goes on behind what
            // there is.
            case APPEND -> {
                if (!updates) {
                    modes.add(OpenMode.APPEND);
                }
            }
            case UPDATE -> {}
        }
        return modes;
    }

    @Override
    public void abort() throws IOException {
        channel.close();
    }
}
