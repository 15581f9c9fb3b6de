package io.anyfs.expose.sftp;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.expose.Session;
import io.anyfs.expose.sftp.HandleTable.UnknownHandleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ReadOnlyFileSystemException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The requests on paths: draft-ietf-secsh-filexfer-02, sections 6.5 to 6.11. */
final class PathRequests {

    /** Names in one reply, in bytes: what every client's buffer holds. */
    private static final int NAMES_REPLY = 30_000;

    private static final int COUNT_OFFSET = 9;

    private final Session session;
    private final HandleTable handles;
    private final Replies replies;
    private final boolean readOnly;
    private final OwnerNames ownerNames = new OwnerNames();

    PathRequests(Session session, HandleTable handles, Replies replies) {
        this.session = session;
        this.handles = handles;
        this.replies = replies;
        this.readOnly = !session.capabilities(FsPath.ROOT).has(Capability.WRITE);
    }

    OwnerNames ownerNames() {
        return ownerNames;
    }

    void lstat(int id, PacketReader packet) throws IOException {
        FileInfo info = session.lstat(path(packet));
        ownerNames.learn(info.posix());
        replies.attributes(id, info);
    }

    void stat(int id, PacketReader packet) throws IOException {
        FileInfo info = session.stat(path(packet));
        ownerNames.learn(info.posix());
        replies.attributes(id, info);
    }

    void setAttributes(int id, PacketReader packet) throws IOException {
        setAttributes(id, packet, Links.FOLLOW);
    }

    void setAttributes(int id, PacketReader packet, Links links) throws IOException {
        FsPath path = path(packet);
        SftpAttributes attributes = SftpAttributes.read(packet);
        AttributeChanges changes = attributes.changes(writable(session, path));
        Long size = attributes.size();
        if (size != null) {
            session.truncate(path, size);
        }
        if (!changes.equals(AttributeChanges.NONE)) {
            session.setAttributes(path, changes, links);
        } else if (size == null) {
            // Nothing to change, but the answer for a missing file stays the same.
            requireThere(path, links);
        }
        replies.ok(id);
    }

    void openDirectory(int id, PacketReader packet) throws IOException {
        FsPath path = path(packet);
        LongName longNames = new LongName(session.user(), readOnly);
        replies.handle(id, handles.add(new OpenHandle.Directory(path, session.list(path), longNames)));
    }

    /** As many names as fit into a reply. Their facts come from the listing, so that no entry costs a request more. */
    void readDirectory(int id, PacketReader packet) throws IOException {
        if (!(handles.get(packet.bytes()) instanceof OpenHandle.Directory directory)) {
            throw new UnknownHandleException();
        }
        Buffer reply = replies.begin(PacketType.NAME, id, NAMES_REPLY);
        reply.putUInt(0);
        int count = 0;
        if (directory.takeDots()) {
            putName(reply, directory, session.stat(directory.path()), ".");
            putName(reply, directory, session.stat(directory.path().parentOrRoot()), "..");
            count = 2;
        }
        FileInfo entry = null;
        while (reply.available() < NAMES_REPLY && (entry = directory.next()) != null) {
            putName(reply, directory, entry, entry.name());
            count++;
        }
        if (count == 0) {
            replies.status(id, SftpStatus.EOF, "End of directory");
        } else {
            putCount(reply, count);
            replies.send(reply);
        }
    }

    void remove(int id, PacketReader packet) throws IOException {
        session.deleteFile(path(packet));
        replies.ok(id);
    }

    void createDirectory(int id, PacketReader packet) throws IOException {
        FsPath path = path(packet);
        Integer mode = packet.hasMore() ? SftpAttributes.read(packet).mode() : null;
        session.createDirectory(path);
        setMode(path, mode);
        replies.ok(id);
    }

    void removeDirectory(int id, PacketReader packet) throws IOException {
        session.deleteDirectory(path(packet));
        replies.ok(id);
    }

    void realPath(int id, PacketReader packet) throws IOException {
        replies.name(id, ClientPath.canonical(packet.text()).toString());
    }

    /** Version 3 does not replace: section 6.5 "it is an error if there already exists a file". */
    void rename(int id, PacketReader packet) throws IOException {
        FsPath source = path(packet);
        session.move(source, path(packet), IfExists.FAIL);
        replies.ok(id);
    }

    void readLink(int id, PacketReader packet) throws IOException {
        replies.name(id, session.readLink(path(packet)));
    }

    /** The draft has the link first; OpenSSH had it the other way round from the start, and clients follow OpenSSH. */
    void createSymbolicLink(int id, PacketReader packet) throws IOException {
        String target = packet.text();
        session.createSymbolicLink(path(packet), target);
        replies.ok(id);
    }

    /** OpenSSH's PROTOCOL file, section 4.5: the file comes first. */
    void createHardLink(int id, PacketReader packet) throws IOException {
        FsPath file = path(packet);
        session.createHardLink(path(packet), file);
        replies.ok(id);
    }

    /**
     * What works at a path that is to be changed. Where a storage can be written, what it cannot keep is ignored; where it cannot,
     * a client must not believe that anything was done.
     */
    static Capabilities writable(Session session, FsPath path) {
        Capabilities storage = session.capabilities(path);
        if (!storage.has(Capability.WRITE)) {
            throw new ReadOnlyFileSystemException();
        }
        return storage;
    }

    private void setMode(FsPath directory, @Nullable Integer mode) throws IOException {
        Capabilities storage = session.capabilities(directory);
        if (mode != null && storage.has(Capability.SET_MODE)) {
            session.setAttributes(directory, AttributeChanges.mode(mode & ~FileRequests.UMASK), Links.NO_FOLLOW);
        }
    }

    private void requireThere(FsPath path, Links links) throws IOException {
        if (links == Links.FOLLOW) {
            session.stat(path);
        } else {
            session.lstat(path);
        }
    }

    private void putName(Buffer reply, OpenHandle.Directory directory, FileInfo info, String name) {
        ownerNames.learn(info.posix());
        reply.putString(name, StandardCharsets.UTF_8);
        reply.putString(directory.longNames().of(info, name), StandardCharsets.UTF_8);
        SftpAttributes.write(reply, info, readOnly);
    }

    private static void putCount(Buffer reply, int count) {
        int end = reply.wpos();
        reply.wpos(COUNT_OFFSET);
        reply.putUInt(count);
        reply.wpos(end);
    }

    private static FsPath path(PacketReader packet) throws MalformedPacketException {
        return ClientPath.of(packet.text());
    }
}
