package io.anyfs.expose.sftp;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteOptions;
import io.anyfs.expose.Download;
import io.anyfs.expose.Session;
import io.anyfs.expose.Upload;
import io.anyfs.expose.sftp.HandleTable.UnknownHandleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

/** The requests on open files: draft-ietf-secsh-filexfer-02, sections 6.3 and 6.4. */
final class FileRequests {

    /** As OpenSSH: a reply of 256 KiB with room for what is around the bytes. */
    static final int MAX_READ = 255 * 1024;

    static final int MAX_WRITE = 256 * 1024;

    private static final int WRITE = 2;
    private static final int APPEND = 4;
    private static final int CREATE = 8;
    private static final int TRUNCATE = 16;
    private static final int EXCLUSIVE = 32;

    /** What a new file or directory does not get unless it is asked for explicitly later, as on any POSIX server. */
    static final int UMASK = 0022;

    private final Session session;
    private final HandleTable handles;
    private final Replies replies;

    FileRequests(Session session, HandleTable handles, Replies replies) {
        this.session = session;
        this.handles = handles;
        this.replies = replies;
    }

    void open(int id, PacketReader packet) throws IOException {
        FsPath path = ClientPath.of(packet.text());
        int flags = packet.int32();
        SftpAttributes attributes = SftpAttributes.read(packet);
        OpenHandle handle = writes(flags)
                ? openForWriting(path, flags, attributes)
                : new OpenHandle.Reading(session.download(path));
        replies.handle(id, handles.add(handle));
    }

    /** The one place where what a client wrote comes to a clean end. */
    void close(int id, PacketReader packet) throws IOException {
        OpenHandle handle = handles.remove(packet.bytes());
        if (handle instanceof OpenHandle.Writing writing) {
            writing.upload().commit();
        } else {
            handle.close();
        }
        replies.ok(id);
    }

    void read(int id, PacketReader packet) throws IOException {
        OpenHandle handle = handles.get(packet.bytes());
        long position = packet.uint64();
        int wanted = (int) Math.min(packet.uint32(), MAX_READ);
        if (handle instanceof OpenHandle.Reading reading) {
            Download download = reading.download();
            long left = Math.max(0, download.info().size() - position);
            sendData(id, (int) Math.min(wanted, left), position, download::read);
        } else if (handle instanceof OpenHandle.Writing writing) {
            Upload upload = writing.upload();
            long left = Math.max(0, upload.size() - position);
            sendData(id, (int) Math.min(wanted, left), position, upload::read);
        } else {
            throw new UnknownHandleException();
        }
    }

    void write(int id, PacketReader packet) throws IOException {
        OpenHandle handle = handles.get(packet.bytes());
        long position = packet.uint64();
        ByteBuffer bytes = packet.bytes();
        if (!(handle instanceof OpenHandle.Writing writing)) {
            throw new UnknownHandleException();
        }
        if (writing.appends()) {
            writing.upload().write(bytes);
        } else {
            writing.upload().write(bytes, position);
        }
        replies.ok(id);
    }

    void stat(int id, PacketReader packet) throws IOException {
        OpenHandle handle = handles.get(packet.bytes());
        FileInfo info;
        if (handle instanceof OpenHandle.Reading reading) {
            info = reading.download().info();
        } else if (handle instanceof OpenHandle.Writing writing) {
            info = writing.upload().info();
        } else {
            info = session.stat(handle.path());
        }
        replies.attributes(id, info);
    }

    void setAttributes(int id, PacketReader packet) throws IOException {
        OpenHandle handle = handles.get(packet.bytes());
        SftpAttributes attributes = SftpAttributes.read(packet);
        AttributeChanges changes = attributes.changes(PathRequests.writable(session, handle.path()));
        Long size = attributes.size();
        if (handle instanceof OpenHandle.Writing writing) {
            if (size != null) {
                writing.upload().truncate(size);
            }
            if (!changes.equals(AttributeChanges.NONE)) {
                writing.upload().setAttributes(changes);
            }
        } else {
            if (size != null) {
                throw new UnknownHandleException();
            }
            if (!changes.equals(AttributeChanges.NONE)) {
                session.setAttributes(handle.path(), changes, Links.FOLLOW);
            }
        }
        replies.ok(id);
    }

    /** Whether a file is to be opened for writing, by the flags of the request. */
    static boolean writes(int flags) {
        return (flags & (WRITE | APPEND)) != 0;
    }

    private OpenHandle openForWriting(FsPath path, int flags, SftpAttributes attributes) throws IOException {
        boolean appends = (flags & APPEND) != 0;
        Upload upload = session.upload(path, writeOptions(path, flags, attributes));
        boolean opened = false;
        try {
            Integer mode = attributes.mode();
            // Only a new file gets the permissions, as with open(2).
            if (mode != null
                    && upload.before() == null
                    && session.capabilities(path).has(Capability.SET_MODE)) {
                upload.setAttributes(AttributeChanges.mode(mode & ~UMASK));
            }
            opened = true;
            return new OpenHandle.Writing(upload, appends);
        } finally {
            if (!opened) {
                upload.close();
            }
        }
    }

    private WriteOptions writeOptions(FsPath path, int flags, SftpAttributes attributes) throws IOException {
        boolean create = (flags & CREATE) != 0;
        WriteOptions options;
        if (create && (flags & EXCLUSIVE) != 0) {
            options = WriteOptions.createNew();
        } else if ((flags & TRUNCATE) != 0) {
            options = WriteOptions.replace();
        } else if ((flags & APPEND) != 0) {
            options = WriteOptions.append();
        } else {
            options = update(path);
        }
        if (!create) {
            options = options.mustExistAlready();
        }
        Long size = attributes.size();
        return size == null ? options : options.expecting(size);
    }

    /** A storage that cannot change files in place can still take a new one, which starts from nothing. */
    private WriteOptions update(FsPath path) throws IOException {
        Capabilities storage = session.capabilities(path);
        if (!storage.has(Capability.UPDATE) && !exists(path)) {
            return WriteOptions.createNew();
        }
        return WriteOptions.update();
    }

    private boolean exists(FsPath path) throws IOException {
        try {
            session.stat(path);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    private void sendData(int id, int wanted, long position, Source source) throws IOException {
        byte[] reply = PacketArrays.take(Replies.DATA_HEADER + wanted);
        ByteBuffer bytes = ByteBuffer.wrap(reply, Replies.DATA_HEADER, wanted);
        long next = position;
        int read = 0;
        // A short reply makes clients believe that shorter requests are better, so it is filled as far as the file
        // goes.
        while (bytes.hasRemaining() && (read = source.read(bytes, next)) > 0) {
            next += read;
        }
        int count = bytes.position() - Replies.DATA_HEADER;
        if (count == 0) {
            replies.status(id, SftpStatus.EOF, "End of file");
        } else {
            replies.data(id, reply, count);
        }
        PacketArrays.giveBack(reply);
    }

    private interface Source {
        int read(ByteBuffer target, long position) throws IOException;
    }
}
