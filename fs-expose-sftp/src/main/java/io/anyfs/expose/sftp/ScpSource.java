package io.anyfs.expose.sftp;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.expose.Download;
import io.anyfs.expose.Listing;
import io.anyfs.expose.Session;
import io.anyfs.expose.sftp.CommandLine.Word;
import io.anyfs.tree.Glob;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code scp -f}: sends files, and with {@code -r} directories, to a client. Links to files are followed, as OpenSSH does;
 * links to directories inside a directory are reported and not entered, so that no loop is sent for ever.
 */
final class ScpSource {

    private static final int BLOCK = 256 * 1024;
    private static final int MAX_DEPTH = 1_000;

    /** Names that a pattern may stand for; they are sorted in memory. */
    private static final int MAX_MATCHES = 10_000;

    private final CommandRun client;
    private final Session session;
    private final ScpPeer peer;
    private final ScpArguments arguments;
    private final boolean readOnly;
    private final byte[] block = new byte[BLOCK];

    ScpSource(CommandRun client, ScpArguments arguments) {
        this.client = client;
        this.session = client.session();
        this.peer = new ScpPeer(client);
        this.arguments = arguments;
        this.readOnly = !session.capabilities(FsPath.ROOT).has(Capability.WRITE);
    }

    int run() throws IOException {
        try {
            if (peer.isFine()) {
                for (Word path : arguments.paths()) {
                    for (FsPath file : files(path)) {
                        send(file);
                    }
                }
            }
        } catch (ScpProtocolException violation) {
            return ClientCommand.FAILURE;
        }
        return peer.exitCode();
    }

    /** Those that a word means; what is wrong with it is told. */
    private List<FsPath> files(Word word) throws IOException {
        try {
            String glob = word.glob();
            return glob == null ? List.of(ClientPath.canonical(word.text())) : matches(word.text(), glob);
        } catch (IOException | RuntimeException failure) {
            peer.complain(word.text(), failure);
            return List.of();
        }
    }

    /** A pattern in the last name of a path, as a shell resolves it: sorted, and without names that begin with a dot. */
    private List<FsPath> matches(String text, String glob) throws IOException {
        int slash = text.lastIndexOf('/');
        FsPath directory = ClientPath.canonical(text.substring(0, slash + 1));
        Glob names = Glob.of(glob.substring(glob.lastIndexOf('/') + 1));
        boolean dots = text.charAt(slash + 1) == '.';
        SortedSet<FsPath> matches = new TreeSet<>();
        try (Listing listing = session.list(directory)) {
            FileInfo entry;
            while ((entry = listing.next()) != null) {
                if ((dots || !entry.name().startsWith(".")) && names.matches(FsPath.ROOT.child(entry.name()))) {
                    if (matches.size() == MAX_MATCHES) {
                        throw new IOException("a pattern that matches more than " + MAX_MATCHES + " names");
                    }
                    matches.add(entry.path());
                }
            }
        }
        if (matches.isEmpty()) {
            throw new NoSuchFileException(text);
        }
        return List.copyOf(matches);
    }

    private void send(FsPath path) throws IOException {
        FileInfo info = find(path);
        if (info == null) {
            return;
        }
        if (!info.isDirectory()) {
            sendFile(info);
        } else if (!arguments.recursive()) {
            peer.complain(path + ": not a regular file");
        } else if (path.isRoot()) {
            peer.complain("/: the root has no name to send it by; ask for what is in it");
        } else {
            sendDirectory(info, 1);
        }
    }

    private void sendEntry(FileInfo entry, int depth) throws IOException {
        if (entry.isDirectory()) {
            sendDirectory(entry, depth);
            return;
        }
        FileInfo info = entry.type() == FileType.SYMBOLIC_LINK ? find(entry.path()) : entry;
        if (info == null) {
            return;
        }
        if (info.isDirectory()) {
            peer.complain(entry.path() + ": a link to a directory, not followed");
        } else {
            sendFile(info);
        }
    }

    private void sendDirectory(FileInfo directory, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            peer.complain(directory.path() + ": more than " + MAX_DEPTH + " directories deep");
            return;
        }
        String name = nameOf(directory);
        if (name == null) {
            return;
        }
        try (Listing listing = open(directory)) {
            if (listing == null || !announce(directory, 'D', 0, name)) {
                return;
            }
            FileInfo entry;
            while ((entry = next(directory, listing)) != null) {
                sendEntry(entry, depth + 1);
            }
            client.print("E\n");
            peer.isFine();
        }
    }

    private @Nullable Listing open(FileInfo directory) throws IOException {
        try {
            return session.list(directory.path());
        } catch (IOException | RuntimeException failure) {
            peer.complain(directory.path().toString(), failure);
            return null;
        }
    }

    private @Nullable FileInfo next(FileInfo directory, Listing listing) throws IOException {
        try {
            return listing.next();
        } catch (IOException | RuntimeException failure) {
            peer.complain(directory.path().toString(), failure);
            return null;
        }
    }

    private void sendFile(FileInfo info) throws IOException {
        String name = nameOf(info);
        if (name == null) {
            return;
        }
        Download download;
        try {
            download = session.download(info.path());
        } catch (IOException | RuntimeException failure) {
            peer.complain(info.path().toString(), failure);
            return;
        }
        try (download) {
            if (announce(download.info(), 'C', download.info().size(), name)) {
                sendBytes(download);
                peer.ok();
                peer.isFine();
            }
        }
    }

    /** What was announced has to come. If it cannot be read the copy ends: other bytes in its place would look like the file. */
    private void sendBytes(Download download) throws IOException {
        long size = download.info().size();
        long position = 0;
        while (position < size) {
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, (int) Math.min(BLOCK, size - position));
            int read = download.read(bytes, position);
            if (read < 0) {
                throw new EOFException(download.info().path() + " is shorter than it was");
            }
            client.write(block, 0, read);
            position += read;
        }
    }

    /** Returns whether the other side wants it. */
    private boolean announce(FileInfo info, char kind, long size, String name) throws IOException {
        if (arguments.preserve()) {
            Instant access = info.lastAccess();
            client.print(
                    "T" + time(info.lastModified()) + " " + time(access == null ? info.lastModified() : access) + "\n");
            if (!peer.isFine()) {
                return false;
            }
        }
        String mode = Integer.toOctalString(010000 | SftpAttributes.mode(info, readOnly))
                .substring(1);
        client.print(kind + mode + " " + size + " " + name + "\n");
        return peer.isFine();
    }

    private static String time(Instant time) {
        return Math.max(0, time.getEpochSecond()) + " 0";
    }

    /** The name to send an entry by; {@code null}, and told, if the protocol cannot carry it. */
    private @Nullable String nameOf(FileInfo info) throws IOException {
        String name = info.path().name();
        if (name.indexOf('\n') < 0) {
            return name;
        }
        peer.complain(info.path() + ": a name with a line break cannot be sent");
        return null;
    }

    private @Nullable FileInfo find(FsPath path) throws IOException {
        try {
            return session.stat(path);
        } catch (IOException | RuntimeException failure) {
            peer.complain(path.toString(), failure);
            return null;
        }
    }
}
