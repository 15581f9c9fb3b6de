package io.anyfs.it.wire;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A storage that is a client of an FTP server. It declares what the protocol with RFC 3659 and MFMT can express. A file is
 * committed by the end of its data connection and the reply to that; every write has a control connection of its own, and is
 * aborted by resetting the one and dropping the other. A read fetches the whole file at its open, as the protocol cannot
 * hold on to a version.
 *
 * <p>A new file is STOR after a look, and a move that must not replace is RNTO after a look: others may come between.
 *
 * <p>What it cannot express: positions, truncation, links, owners, names with line breaks.
 */
public final class FtpClientBackend implements Backend, Lookup {

    private static final int TRIES = 5;

    private static final Capabilities CAPABILITIES = Capabilities.of(
            Capabilities.Limits.POSIX.withTimestampPrecision(Duration.ofSeconds(1)),
            Capability.WRITE,
            Capability.APPEND,
            Capability.MOVE,
            Capability.MOVE_DIRECTORY,
            Capability.SET_LAST_MODIFIED,
            Capability.SET_MODE,
            Capability.READ_AFTER_DELETE,
            Capability.CASE_SENSITIVE,
            Capability.NORMALIZATION_SENSITIVE);

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final FtpConnection control;
    private final Diagnosis diagnosis = new Diagnosis(this);

    private FtpClientBackend(String host, int port, String user, String password, FtpConnection control) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.control = control;
    }

    /** Logs in to a server. */
    public static FtpClientBackend logIn(String host, int port, String user, String password) throws IOException {
        return new FtpClientBackend(host, port, user, password, FtpConnection.logIn(host, port, user, password));
    }

    @Override
    public String name() {
        return "ftp";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return CAPABILITIES;
    }

    @Override
    public synchronized FileInfo stat(FsPath path, Links links) throws IOException {
        try {
            return facts(path);
        } catch (IOException reply) {
            throw diagnosis.ofLook(path, links, reply);
        }
    }

    @Override
    public synchronized BackendListing list(FsPath directory, ListOptions options) throws IOException {
        try {
            String lines = new String(control.receive("MLSD", directory), StandardCharsets.UTF_8);
            List<FileInfo> entries = new ArrayList<>();
            for (String line : lines.split("\r\n", -1)) {
                if (!line.isEmpty()) {
                    entries.add(FtpFacts.of(directory.child(FtpFacts.name(line)), line));
                }
            }
            return new FetchedListing(entries.iterator());
        } catch (IOException reply) {
            throw diagnosis.ofList(directory, reply);
        }
    }

    @Override
    public synchronized BackendReadHandle openRead(FsPath path) throws IOException {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                FileInfo before = facts(path);
                byte[] bytes = control.receive("RETR", path);
                FileInfo after = facts(path);
                if (before.equals(after) && bytes.length == after.size()) {
                    return new FetchedFile(after, bytes);
                }
            }
        } catch (IOException reply) {
            throw diagnosis.ofRead(path, reply);
        }
        throw new FileChangedException(path.toString(), "it changed at every of " + TRIES + " tries");
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        prepare(path, options);
        FtpConnection own = FtpConnection.logIn(host, port, user, password);
        try {
            boolean append = options.mode() == WriteMode.APPEND;
            FileInfo there = append ? find(path) : null;
            Socket data = own.transfer(append ? "APPE" : "STOR", path);
            return new FtpWriteHandle(this, own, data, path, options, there == null ? 0 : there.size());
        } catch (IOException reply) {
            own.disconnect();
            throw diagnosis.ofWrite(path, options, reply);
        }
    }

    /** What the protocol has no words for. */
    private synchronized void prepare(FsPath path, WriteOptions options) throws IOException {
        if (options.createParents()) {
            createParents(path);
        }
        boolean createNew = options.mode() == WriteMode.CREATE_NEW;
        if (createNew || options.mustExist()) {
            diagnosis.requireParent(path);
            FileInfo there = find(path);
            if (createNew && there != null) {
                throw new FileAlreadyExistsException(path.toString());
            }
            if (!createNew && there == null) {
                throw new NoSuchFileException(path.toString());
            }
        }
    }

    @Override
    public synchronized void createDirectory(FsPath directory) throws IOException {
        try {
            control.command("MKD", directory);
        } catch (IOException reply) {
            throw diagnosis.ofCreate(directory, reply);
        }
    }

    @Override
    public synchronized void delete(FsPath path) throws IOException {
        try {
            control.command(facts(path).isDirectory() ? "RMD" : "DELE", path);
        } catch (IOException reply) {
            throw diagnosis.ofDelete(path, reply);
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        throw new UnsupportedCapabilityException(directory.toString(), Capability.DELETE_TREE);
    }

    @Override
    public synchronized void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        if (ifExists == IfExists.FAIL && find(target) != null) {
            find(source);
            throw diagnosis.ofMove(source, target, ifExists, new FileAlreadyExistsException(target.toString()));
        }
        try {
            FtpConnection.text(target);
            control.command("RNFR", source);
            control.command("RNTO", target);
        } catch (IOException reply) {
            throw diagnosis.ofMove(source, target, ifExists, reply);
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw new UnsupportedCapabilityException(source.toString(), Capability.COPY);
    }

    @Override
    public synchronized void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        try {
            if (changes.mode() != null) {
                control.command("SITE CHMOD " + Integer.toOctalString(changes.mode()), path);
            }
            if (changes.lastModified() != null) {
                control.command("MFMT " + FtpFacts.time(changes.lastModified()), path);
            }
            if (changes.isEmpty()) {
                facts(path);
            }
        } catch (IOException reply) {
            throw diagnosis.ofLook(path, links, reply);
        }
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.SYMBOLIC_LINKS);
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.SYMBOLIC_LINKS);
    }

    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        throw new UnsupportedCapabilityException(link.toString(), Capability.HARD_LINKS);
    }

    @Override
    public Space space(FsPath path) throws IOException {
        throw new UnsupportedCapabilityException(path.toString(), Capability.SPACE);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            control.quit();
        } finally {
            control.disconnect();
        }
    }

    // ---------------------------------------------------------------- looking around

    @Override
    public synchronized FileInfo find(FsPath path) throws IOException {
        try {
            return facts(path);
        } catch (FileSystemException reply) {
            if (control.getReplyCode() == 550) {
                return null;
            }
            throw reply;
        }
    }

    @Override
    public String linkTarget(FsPath link) throws IOException {
        throw new NotLinkException(link.toString());
    }

    @Override
    public synchronized boolean isEmpty(FsPath directory) throws IOException {
        return control.receive("MLSD", directory).length == 0;
    }

    /** Why a transfer that had begun was refused at its end. */
    synchronized IOException diagnosedWrite(FsPath path, WriteOptions options, IOException reply) throws IOException {
        return diagnosis.ofWrite(path, options, reply);
    }

    private FileInfo facts(FsPath path) throws IOException {
        control.command("MLST", path);
        String line = control.getReplyStrings()[1];
        return FtpFacts.of(path, line.substring(1));
    }

    private void createParents(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        if (!parent.isRoot() && find(parent) == null) {
            createParents(parent);
            createDirectory(parent);
        }
    }
}
