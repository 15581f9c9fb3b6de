package io.anyfs.expose.sftp;

import io.anyfs.expose.Download;
import io.anyfs.expose.Session;
import io.anyfs.expose.sftp.HandleTable.UnknownHandleException;
import io.anyfs.tree.HashComputation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Hashes of files, or of parts of them: draft-ietf-secsh-filexfer-extensions-00, sections 3 and 4. */
final class HashRequests {

    private static final int BUFFER = 256 * 1024;

    /** The draft's section 3: "MUST NOT be smaller than 256 bytes". */
    private static final int MIN_BLOCK = 256;

    /** So that a reply is no longer than the longest other one. */
    private static final int MAX_HASHES_BYTES = 192 * 1024;

    private static final String CHECK_FILE = "check-file";
    private static final String MD5_HASH = "md5-hash";

    /** What clients hash first, to see whether they need the rest: section 4, "the first 2048 bytes". */
    private static final int QUICK_BYTES = 2048;

    private final Session session;
    private final HandleTable handles;
    private final Replies replies;

    HashRequests(Session session, HandleTable handles, Replies replies) {
        this.session = session;
        this.handles = handles;
        this.replies = replies;
    }

    void checkHandle(int id, PacketReader packet) throws IOException {
        check(id, reading(packet), packet);
    }

    void checkName(int id, PacketReader packet) throws IOException {
        try (Opened file = open(packet)) {
            check(id, file.download(), packet);
        }
    }

    void md5OfHandle(int id, PacketReader packet) throws IOException {
        md5(id, reading(packet), packet);
    }

    void md5OfName(int id, PacketReader packet) throws IOException {
        try (Opened file = open(packet)) {
            md5(id, file.download(), packet);
        }
    }

    private void check(int id, Download download, PacketReader packet) throws IOException {
        FileHash hash = FileHash.firstOf(packet.text());
        long start = packet.uint64();
        long length = packet.uint64();
        long block = packet.uint32();
        if (hash == null) {
            replies.status(id, SftpStatus.FAILURE, "None of these hashes; there are " + FileHash.names());
            return;
        }
        if (block != 0 && block < MIN_BLOCK) {
            replies.status(id, SftpStatus.FAILURE, "A block has to have " + MIN_BLOCK + " bytes or more");
            return;
        }
        long end = end(download, start, length);
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        long next = start;
        do {
            long blockEnd = block == 0 ? end : Math.min(end, next + block);
            hashes.writeBytes(hash(download, hash, next, blockEnd));
            next = blockEnd;
            if (hashes.size() > MAX_HASHES_BYTES) {
                replies.status(id, SftpStatus.FAILURE, "Too many blocks for one reply");
                return;
            }
        } while (next < end);
        replies.hashes(id, CHECK_FILE, hash, hashes.toByteArray());
    }

    /** An empty hash says that the quick check has failed already: then the files differ. */
    private void md5(int id, Download download, PacketReader packet) throws IOException {
        long start = packet.uint64();
        long length = packet.uint64();
        ByteBuffer quick = packet.bytes();
        long end = end(download, start, length);
        byte[] result = new byte[0];
        if (!quick.hasRemaining()
                || quick.equals(
                        ByteBuffer.wrap(hash(download, FileHash.MD5, start, Math.min(end, start + QUICK_BYTES))))) {
            result = hash(download, FileHash.MD5, start, end);
        }
        replies.hash(id, MD5_HASH, result);
    }

    /** A length of 0 means to the end of the file. */
    private static long end(Download download, long start, long length) {
        long size = Math.max(start, download.info().size());
        return length == 0 || length > size - start ? size : start + length;
    }

    private static byte[] hash(Download download, FileHash hash, long start, long end) throws IOException {
        HashComputation computation = hash.begin();
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        long next = start;
        int read;
        while (next < end) {
            bytes.clear().limit((int) Math.min(BUFFER, end - next));
            read = download.read(bytes, next);
            if (read < 0) {
                break;
            }
            computation.update(bytes.flip());
            next += read;
        }
        return computation.digest();
    }

    private Download reading(PacketReader packet) throws IOException {
        if (handles.get(packet.bytes()) instanceof OpenHandle.Reading reading) {
            return reading.download();
        }
        throw new UnknownHandleException();
    }

    /** The file is among the handles while it is read, so that the end of the channel closes it and so ends the work. */
    private Opened open(PacketReader packet) throws IOException {
        Download download = session.download(ClientPath.of(packet.text()));
        return new Opened(handles, handles.add(new OpenHandle.Reading(download)), download);
    }

    private record Opened(HandleTable handles, int number, Download download) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            handles.forget(number);
            download.close();
        }
    }
}
