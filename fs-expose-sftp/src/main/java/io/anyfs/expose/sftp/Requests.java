package io.anyfs.expose.sftp;

import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import io.anyfs.expose.ServiceUnavailableException;
import io.anyfs.expose.Session;
import io.anyfs.expose.sftp.HandleTable.UnknownHandleException;
import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one channel, one after the other, each with exactly one reply. What fails in the storage becomes
 * a status; what is thrown from here means that no reply can be sent or the client does not speak SFTP, and ends the channel.
 */
final class Requests implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final int VERSION = 3;

    private final Session session;
    private final HandleTable handles = new HandleTable();
    private final Replies replies;
    private final RequestTimes times = new RequestTimes(handles);
    private final FileRequests files;
    private final PathRequests paths;
    private final ExtendedRequests extended;
    private boolean initialized;

    Requests(Session session, Replies replies) {
        this.session = session;
        this.replies = replies;
        this.files = new FileRequests(session, handles, replies);
        this.paths = new PathRequests(session, handles, replies);
        this.extended = new ExtendedRequests(session, handles, replies, paths);
    }

    /** Whether a request will probably be answered at once. */
    boolean isQuick(Packet received) {
        return times.isQuick(times.kind(received));
    }

    /** Nothing refers to the packet's bytes any more when it returns. */
    void handle(Packet received) throws IOException {
        int kind = times.kind(received);
        long begun = System.nanoTime();
        answer(received);
        times.took(kind, System.nanoTime() - begun);
    }

    private void answer(Packet received) throws IOException {
        PacketReader packet = new PacketReader(received);
        int type = packet.octet();
        if (!initialized) {
            initialize(type);
            return;
        }
        int id = packet.int32();
        try {
            dispatch(type, id, packet);
        } catch (SendFailedException failure) {
            throw failure;
        } catch (MalformedPacketException | UnknownHandleException | ServiceUnavailableException failure) {
            SftpStatus status =
                    failure instanceof MalformedPacketException ? SftpStatus.BAD_MESSAGE : SftpStatus.FAILURE;
            replies.status(id, status, String.valueOf(failure.getMessage()));
        } catch (IOException | RuntimeException failure) {
            fail(type, id, failure);
        }
    }

    /** Closes all that the client left open, without a clean end. */
    @Override
    public void close() throws IOException {
        handles.close();
    }

    private void initialize(int type) throws IOException {
        if (type != PacketType.INIT) {
            throw new MalformedPacketException("packet " + type + " before the version was agreed");
        }
        // Whatever the client speaks, version 3 is what it gets: so does OpenSSH, and all clients speak it.
        replies.version(VERSION, Extension.on(session.capabilities(FsPath.ROOT)));
        initialized = true;
    }

    private void dispatch(int type, int id, PacketReader packet) throws IOException {
        switch (type) {
            case PacketType.OPEN -> files.open(id, packet);
            case PacketType.CLOSE -> files.close(id, packet);
            case PacketType.READ -> files.read(id, packet);
            case PacketType.WRITE -> files.write(id, packet);
            case PacketType.FSTAT -> files.stat(id, packet);
            case PacketType.FSETSTAT -> files.setAttributes(id, packet);
            case PacketType.LSTAT -> paths.lstat(id, packet);
            case PacketType.STAT -> paths.stat(id, packet);
            case PacketType.SETSTAT -> paths.setAttributes(id, packet);
            case PacketType.OPENDIR -> paths.openDirectory(id, packet);
            case PacketType.READDIR -> paths.readDirectory(id, packet);
            case PacketType.REMOVE -> paths.remove(id, packet);
            case PacketType.MKDIR -> paths.createDirectory(id, packet);
            case PacketType.RMDIR -> paths.removeDirectory(id, packet);
            case PacketType.REALPATH -> paths.realPath(id, packet);
            case PacketType.RENAME -> paths.rename(id, packet);
            case PacketType.READLINK -> paths.readLink(id, packet);
            case PacketType.SYMLINK -> paths.createSymbolicLink(id, packet);
            case PacketType.EXTENDED -> extended.handle(id, packet);
            default -> replies.status(id, SftpStatus.OP_UNSUPPORTED, "Unknown request " + type);
        }
    }

    private void fail(int type, int id, Exception failure) throws IOException {
        ErrorKind kind = ErrorKind.of(failure);
        if (kind == ErrorKind.IO || kind == ErrorKind.CORRUPT) {
            LOG.warn("{}: request {} failed", session, type, failure);
        } else {
            LOG.debug("{}: request {} failed", session, type, failure);
        }
        replies.status(id, SftpStatus.of(kind), SftpStatus.message(kind));
    }
}
