package io.anyfs.expose.sftp;

import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.expose.Session;
import io.anyfs.expose.sftp.HandleTable.UnknownHandleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The requests of {@link Extension}. */
final class ExtendedRequests {

    private static final int COPY_BUFFER = 256 * 1024;

    /** More than a client asks for at once, and few enough for one reply. */
    private static final int MAX_NAMES = 4_096;

    private final Session session;
    private final HandleTable handles;
    private final Replies replies;
    private final PathRequests paths;
    private final HashRequests hashes;

    ExtendedRequests(Session session, HandleTable handles, Replies replies, PathRequests paths) {
        this.session = session;
        this.handles = handles;
        this.replies = replies;
        this.paths = paths;
        this.hashes = new HashRequests(session, handles, replies);
    }

    void handle(int id, PacketReader packet) throws IOException {
        Extension extension = Extension.named(packet.text());
        if (extension == null) {
            replies.status(id, SftpStatus.OP_UNSUPPORTED, "Unknown extension");
            return;
        }
        switch (extension) {
            case POSIX_RENAME -> posixRename(id, packet);
            case STATVFS -> space(id, ClientPath.of(packet.text()));
            case FSTATVFS -> space(id, handles.get(packet.bytes()).path());
            case FSYNC -> fsync(id, packet);
            case HARDLINK -> paths.createHardLink(id, packet);
            case LSETSTAT -> paths.setAttributes(id, packet, Links.NO_FOLLOW);
            case LIMITS -> limits(id);
            case EXPAND_PATH ->
                replies.name(id, ClientPath.expanded(packet.text()).toString());
            case HOME_DIRECTORY -> replies.name(id, FsPath.ROOT.toString());
            case COPY_DATA -> copyData(id, packet);
            case USERS_GROUPS_BY_ID -> names(id, packet);
            case CHECK_FILE, CHECK_FILE_HANDLE -> hashes.checkHandle(id, packet);
            case CHECK_FILE_NAME -> hashes.checkName(id, packet);
            case MD5_HASH -> hashes.md5OfName(id, packet);
            case MD5_HASH_HANDLE -> hashes.md5OfHandle(id, packet);
        }
    }

    private void posixRename(int id, PacketReader packet) throws IOException {
        FsPath source = ClientPath.of(packet.text());
        session.move(source, ClientPath.of(packet.text()), IfExists.REPLACE);
        replies.ok(id);
    }

    /** OpenSSH's PROTOCOL file, users-groups-by-id@openssh.com: two lists of numbers become two lists of names. */
    private void names(int id, PacketReader packet) throws IOException {
        OwnerNames known = paths.ownerNames();
        List<String> owners = names(packet, known::owner);
        replies.names(id, owners, names(packet, known::group));
    }

    private static List<String> names(PacketReader packet, IntFunction<String> name) throws MalformedPacketException {
        ByteBuffer numbers = packet.bytes();
        if (numbers.remaining() % Integer.BYTES != 0 || numbers.remaining() > MAX_NAMES * Integer.BYTES) {
            throw new MalformedPacketException("a list of numbers that is cut, or too long");
        }
        List<String> names = new ArrayList<>();
        while (numbers.hasRemaining()) {
            names.add(name.apply(numbers.getInt()));
        }
        return names;
    }

    private void space(int id, FsPath path) throws IOException {
        replies.space(
                id, session.space(path), session.capabilities(path).limits().maxNameBytes());
    }

    private void fsync(int id, PacketReader packet) throws IOException {
        if (handles.get(packet.bytes()) instanceof OpenHandle.Writing writing) {
            writing.upload().force();
        }
        replies.ok(id);
    }

    private void limits(int id) throws IOException {
        replies.limits(
                id, PacketAssembler.MAX_PACKET, FileRequests.MAX_READ, FileRequests.MAX_WRITE, session.maxOpenFiles());
    }

    /**
     * Copies bytes from one open file to another: draft-ietf-secsh-filexfer-extensions-00, section 7. A length of 0 means to
     * the end.
     */
    private void copyData(int id, PacketReader packet) throws IOException {
        OpenHandle source = handles.get(packet.bytes());
        long from = packet.uint64();
        long length = packet.uint64();
        OpenHandle target = handles.get(packet.bytes());
        long to = packet.uint64();
        if (!(source instanceof OpenHandle.Reading reading) || !(target instanceof OpenHandle.Writing writing)) {
            throw new UnknownHandleException();
        }
        long left = length == 0 ? Long.MAX_VALUE : length;
        ByteBuffer bytes = ByteBuffer.allocate(COPY_BUFFER);
        while (left > 0) {
            bytes.clear().limit((int) Math.min(left, COPY_BUFFER));
            int read = reading.download().read(bytes, from);
            if (read < 0) {
                break;
            }
            writing.upload().write(bytes.flip(), to);
            from += read;
            to += read;
            left -= read;
        }
        replies.ok(id);
    }
}
