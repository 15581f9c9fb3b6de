package io.anyfs.expose.sftp;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteOptions;
import io.anyfs.expose.Session;
import io.anyfs.expose.Upload;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * {@code scp -t}: takes files and directories from a client. A file is published when all of it has come and the client says
 * that it was read without a failure; one that is cut leaves what the service's policy for uploads says.
 */
final class ScpSink {

    private static final int BLOCK = 256 * 1024;
    private static final int MAX_DEPTH = 1_000;
    private static final int OWNER_ALL = 0700;

    private final CommandRun client;
    private final Session session;
    private final ScpPeer peer;
    private final ScpArguments arguments;
    private final byte[] block = new byte[BLOCK];

    ScpSink(CommandRun client, ScpArguments arguments) {
        this.client = client;
        this.session = client.session();
        this.peer = new ScpPeer(client);
        this.arguments = arguments;
    }

    int run() throws IOException {
        String text = arguments.paths().get(0).text();
        try {
            FsPath target = ClientPath.canonical(text);
            boolean isDirectory = isDirectory(target);
            if (!isDirectory && (arguments.directory() || (text.endsWith("/") && !arguments.recursive()))) {
                throw new NotDirectoryException(text);
            }
            peer.ok();
            take(target, isDirectory, 0);
        } catch (ScpProtocolException violation) {
            peer.complain("protocol error: " + violation.getMessage());
        } catch (NotDirectoryException | java.nio.file.InvalidPathException failure) {
            peer.complain(text, failure);
        }
        return peer.exitCode();
    }

    /** Takes entries until the directory, or all, is complete. */
    private void take(FsPath target, boolean isDirectory, int depth) throws IOException {
        ScpHeader.Times times = null;
        int first;
        while ((first = peer.next()) >= 0) {
            if (first == ScpPeer.ERROR || first == ScpPeer.FATAL) {
                peer.line();
                peer.failedThere();
                if (first == ScpPeer.FATAL) {
                    return;
                }
                continue;
            }
            ScpHeader header = ScpHeader.parse(with(first, peer.line()));
            if (header instanceof ScpHeader.Times announced) {
                times = announced;
                peer.ok();
            } else if (header instanceof ScpHeader.Entry entry) {
                FsPath path = isDirectory ? target.child(entry.name()) : target;
                if (entry.isDirectory()) {
                    takeDirectory(path, entry, times, depth + 1);
                } else {
                    takeFile(path, entry, times);
                }
                times = null;
            } else {
                if (depth == 0) {
                    throw new ScpProtocolException("the end of a directory that has not begun");
                }
                peer.ok();
                return;
            }
        }
        if (depth > 0) {
            throw new EOFException("the client ended in the middle of a directory");
        }
    }

    private void takeDirectory(FsPath path, ScpHeader.Entry entry, ScpHeader.@Nullable Times times, int depth)
            throws IOException {
        if (!arguments.recursive()) {
            throw new ScpProtocolException("a directory that was not asked for");
        }
        if (depth > MAX_DEPTH) {
            throw new ScpProtocolException("directories more than " + MAX_DEPTH + " deep");
        }
        boolean created;
        try {
            created = createDirectory(path, entry.mode());
        } catch (IOException | RuntimeException failure) {
            peer.complain(path.toString(), failure);
            return;
        }
        peer.ok();
        take(path, true, depth);
        AttributeChanges changes = changes(path, entry, times, created);
        try {
            // Last, because each entry changes the directory's time, and its permissions may forbid that.
            if (!changes.isEmpty()) {
                session.setAttributes(path, changes, Links.FOLLOW);
            }
        } catch (IOException | RuntimeException failure) {
            peer.complain(path.toString(), failure);
        }
    }

    private boolean createDirectory(FsPath path, int mode) throws IOException {
        FileInfo there = find(path);
        if (there != null) {
            if (!there.isDirectory()) {
                throw new NotDirectoryException(path.toString());
            }
            return false;
        }
        session.createDirectory(path);
        if (session.capabilities(path).has(Capability.SET_MODE)) {
            AttributeChanges accessible = AttributeChanges.mode((mode & ~FileRequests.UMASK) | OWNER_ALL);
            session.setAttributes(path, accessible, Links.NO_FOLLOW);
        }
        return true;
    }

    private void takeFile(FsPath path, ScpHeader.Entry entry, ScpHeader.@Nullable Times times) throws IOException {
        Upload upload;
        try {
            upload = session.upload(path, WriteOptions.replace().expecting(entry.size()));
        } catch (IOException | RuntimeException failure) {
            peer.complain(path.toString(), failure);
            return;
        }
        try (upload) {
            try {
                AttributeChanges changes = changes(path, entry, times, upload.before() == null);
                if (!changes.isEmpty()) {
                    upload.setAttributes(changes);
                }
            } catch (IOException | RuntimeException failure) {
                peer.complain(path.toString(), failure);
                return;
            }
            peer.ok();
            Exception failure = takeBytes(upload, entry.size());
            if (!peer.isFine()) {
                // Its reading failed, and it filled up what it had announced.
                upload.discard();
                peer.ok();
                return;
            }
            try {
                if (failure == null) {
                    upload.commit();
                }
            } catch (IOException | RuntimeException failed) {
                failure = failed;
            }
            if (failure == null) {
                peer.ok();
            } else {
                peer.complain(path.toString(), failure);
            }
        }
    }

    /** Takes all that was announced, also after a failure of the storage, which is returned: the protocol has no way to stop it. */
    private @Nullable Exception takeBytes(Upload upload, long size) throws IOException {
        InputStream in = client.in();
        Exception failure = null;
        long left = size;
        while (left > 0) {
            int read = in.read(block, 0, (int) Math.min(left, BLOCK));
            if (read < 0) {
                throw new EOFException("the client ended in the middle of a file");
            }
            left -= read;
            if (failure == null) {
                try {
                    upload.write(ByteBuffer.wrap(block, 0, read));
                } catch (IOException | RuntimeException failed) {
                    failure = failed;
                }
            }
        }
        return failure;
    }

    /** Only what is new gets the announced permissions, unless the client wants them exactly. */
    private AttributeChanges changes(
            FsPath path, ScpHeader.Entry entry, ScpHeader.@Nullable Times times, boolean created) {
        Integer mode = null;
        if (arguments.preserve()) {
            mode = entry.mode();
        } else if (created) {
            mode = entry.mode() & ~FileRequests.UMASK;
        }
        return new SftpAttributes(
                        null,
                        null,
                        null,
                        mode,
                        times == null ? null : times.lastAccess(),
                        times == null ? null : times.lastModified())
                .changes(session.capabilities(path));
    }

    private boolean isDirectory(FsPath path) throws IOException {
        FileInfo there = find(path);
        return there != null && there.isDirectory();
    }

    private @Nullable FileInfo find(FsPath path) throws IOException {
        try {
            return session.stat(path);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    private static byte[] with(int first, byte[] rest) {
        byte[] line = new byte[rest.length + 1];
        line[0] = (byte) first;
        System.arraycopy(rest, 0, line, 1, rest.length);
        return line;
    }
}
