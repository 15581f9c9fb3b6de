package io.anyfs.it.wire;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.Space;
import io.anyfs.TreeDeletion;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.RemoteDirectory;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RemoteResourceFilter;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.Response;
import net.schmizz.sshj.sftp.SFTPEngine;
import net.schmizz.sshj.sftp.SFTPException;

/**
 * A storage that is a client of an SFTP server. It declares what version 3 with OpenSSH's extensions can express. A file is
 * committed by SSH_FXP_CLOSE; as the protocol has no word for giving up, every write has a channel of its own, and is aborted
 * by closing that under the open file.
 *
 * <p>What it cannot express: which version is replaced, access times without modification times, in-place.
 */
public final class SftpClientBackend implements Backend, Lookup {

    /** Version 3 has whole seconds. */
    private static final Capabilities.Limits LIMITS =
            Capabilities.Limits.POSIX.withTimestampPrecision(Duration.ofSeconds(1));

    private static final RemoteResourceFilter EVERYTHING = entry -> true;

    private final SSHClient writer;
    private final SFTPEngine engine;
    private final Capabilities capabilities;
    private final boolean updates;
    private final Diagnosis diagnosis = new Diagnosis(this);

    /**
     * A client of the server that these connections are logged in to. They stay the caller's to close. There are two because
     * the server lets a session see its own files in flight, and the contract asks what others see.
     *
     * @param reader for all but writing
     * @param writer for writing
     */
    public SftpClientBackend(SSHClient reader, SSHClient writer) throws IOException {
        this(reader, writer, true);
    }

    /**
     * A client as above, of a server that may be unable to change files.
     *
     * @param updates whether the served storage has {@link Capability#UPDATE} and {@link Capability#RANDOM_WRITE}; if not, this
     *     client lets the server append
     */
    public SftpClientBackend(SSHClient reader, SSHClient writer, boolean updates) throws IOException {
        this.writer = writer;
        this.updates = updates;
        this.engine = new SFTPEngine(reader).init();
        this.capabilities = Capabilities.of(
                        LIMITS,
                        Capability.WRITE,
                        Capability.APPEND,
                        Capability.UPDATE,
                        Capability.RANDOM_WRITE,
                        Capability.TRUNCATE,
                        Capability.READ_BACK,
                        Capability.MOVE,
                        Capability.MOVE_DIRECTORY,
                        Capability.ATOMIC_MOVE,
                        Capability.SYMBOLIC_LINKS,
                        Capability.SET_LAST_MODIFIED,
                        Capability.SET_MODE,
                        Capability.SET_OWNER,
                        Capability.READ_AFTER_DELETE,
                        Capability.CASE_SENSITIVE,
                        Capability.NORMALIZATION_SENSITIVE)
                .with(extended("fsync", Capability.DURABLE))
                .with(extended("statvfs", Capability.SPACE))
                .with(extended("hardlink", Capability.HARD_LINKS));
    }

    private Capability[] extended(String extension, Capability capability) {
        return engine.supportsServerExtension(extension, "openssh.com")
                ? new Capability[] {capability}
                : new Capability[0];
    }

    boolean updates() {
        return updates;
    }

    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        return capabilities;
    }

    @Override
    public FileInfo stat(FsPath path, Links links) throws IOException {
        try {
            return info(path, links == Links.FOLLOW ? engine.stat(path.toString()) : engine.lstat(path.toString()));
        } catch (IOException reply) {
            throw diagnosis.ofLook(path, links, translated(path, reply));
        }
    }

    @Override
    public BackendListing list(FsPath directory, ListOptions options) throws IOException {
        try (RemoteDirectory remote = engine.openDir(directory.toString())) {
            List<FileInfo> entries = new ArrayList<>();
            for (RemoteResourceInfo entry : remote.scan(EVERYTHING)) {
                entries.add(info(directory.child(entry.getName()), entry.getAttributes()));
            }
            return listing(entries.iterator());
        } catch (IOException reply) {
            throw diagnosis.ofList(directory, translated(directory, reply));
        }
    }

    @Override
    public BackendReadHandle openRead(FsPath path) throws IOException {
        try {
            RemoteFile file = engine.open(path.toString());
            return new SftpReadHandle(path, file, info(path, file.fetchAttributes()));
        } catch (IOException reply) {
            throw diagnosis.ofRead(path, translated(path, reply));
        }
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        if (options.createParents()) {
            createParents(path);
        }
        SFTPEngine channel = new SFTPEngine(writer).init();
        try {
            return new SftpWriteHandle(this, channel, path, options);
        } catch (IOException reply) {
            channel.close();
            throw diagnosis.ofWrite(path, options, translated(path, reply));
        }
    }

    @Override
    public void createDirectory(FsPath directory) throws IOException {
        try {
            engine.makeDir(directory.toString());
        } catch (IOException reply) {
            throw diagnosis.ofCreate(directory, translated(directory, reply));
        }
    }

    @Override
    public void delete(FsPath path) throws IOException {
        try {
            FileInfo info = find(path);
            if (info != null && info.isDirectory()) {
                engine.removeDir(path.toString());
            } else {
                engine.remove(path.toString());
            }
        } catch (IOException reply) {
            throw diagnosis.ofDelete(path, translated(path, reply));
        }
    }

    @Override
    public void deleteTree(FsPath directory, DeleteScope scope, TreeDeletion deletion) throws IOException {
        throw new UnsupportedCapabilityException(directory.toString(), Capability.DELETE_TREE);
    }

    @Override
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        Set<RenameFlags> flags =
                ifExists == IfExists.REPLACE ? EnumSet.of(RenameFlags.OVERWRITE) : EnumSet.noneOf(RenameFlags.class);
        try {
            engine.rename(source.toString(), target.toString(), flags);
        } catch (IOException reply) {
            throw diagnosis.ofMove(source, target, ifExists, translated(source, reply));
        }
    }

    @Override
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        throw new UnsupportedCapabilityException(source.toString(), Capability.COPY);
    }

    @Override
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        if (links == Links.NO_FOLLOW && stat(path, links).isSymbolicLink()) {
            throw new FileSystemException(path.toString(), null, "attributes of links are not set by this client");
        }
        try {
            engine.setAttributes(path.toString(), attributes(changes));
        } catch (IOException reply) {
            throw diagnosis.ofLook(path, links, translated(path, reply));
        }
    }

    @Override
    public String readLink(FsPath link) throws IOException {
        try {
            return engine.readLink(link.toString());
        } catch (IOException reply) {
            throw diagnosis.ofReadLink(link, translated(link, reply));
        }
    }

    @Override
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        try {
            // As with OpenSSH, and against the draft, the target comes first.
            engine.symlink(target, link.toString());
        } catch (IOException reply) {
            throw diagnosis.ofCreate(link, translated(link, reply));
        }
    }

    /** OpenSSH's PROTOCOL, section 4.5. */
    @Override
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        try {
            engine.request(engine.newExtendedRequest("hardlink@openssh.com")
                            .putString(file.toString(), StandardCharsets.UTF_8)
                            .putString(link.toString(), StandardCharsets.UTF_8))
                    .retrieve()
                    .ensureStatusPacketIsOK();
        } catch (IOException reply) {
            throw diagnosis.ofHardLink(link, file, translated(link, reply));
        }
    }

    /** OpenSSH's PROTOCOL, section 4.4. */
    @Override
    public Space space(FsPath path) throws IOException {
        try {
            Response reply = engine.request(engine.newExtendedRequest("statvfs@openssh.com")
                            .putString(path.toString(), StandardCharsets.UTF_8))
                    .retrieve();
            reply.ensurePacketTypeIs(PacketType.EXTENDED_REPLY);
            reply.readUInt64();
            long fragment = reply.readUInt64();
            long total = reply.readUInt64();
            long free = reply.readUInt64();
            return new Space(total * fragment, free * fragment, reply.readUInt64() * fragment);
        } catch (IOException reply) {
            throw diagnosis.ofLook(path, Links.FOLLOW, translated(path, reply));
        }
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }

    // ---------------------------------------------------------------- looking around

    @Override
    public FileInfo find(FsPath path) throws IOException {
        try {
            return info(path, engine.lstat(path.toString()));
        } catch (SFTPException reply) {
            if (reply.getStatusCode() == Response.StatusCode.NO_SUCH_FILE) {
                return null;
            }
            throw translated(path, reply);
        }
    }

    @Override
    public String linkTarget(FsPath link) throws IOException {
        return engine.readLink(link.toString());
    }

    @Override
    public boolean isEmpty(FsPath directory) throws IOException {
        try (RemoteDirectory remote = engine.openDir(directory.toString())) {
            return remote.scan(EVERYTHING).isEmpty();
        }
    }

    /** What a committed file looks like. */
    FileInfo published(FsPath path) throws IOException {
        return stat(path, Links.FOLLOW);
    }

    IOException diagnosedWrite(FsPath path, WriteOptions options, IOException reply) throws IOException {
        return diagnosis.ofWrite(path, options, translated(path, reply));
    }

    /** The one table from status codes to failures: draft-ietf-secsh-filexfer-02, section 7. */
    static IOException translated(FsPath path, IOException reply) {
        for (Throwable cause = reply; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof InterruptedIOException) {
                InterruptedIOException interrupted =
                        new InterruptedIOException("interrupted while waiting for the server");
                interrupted.initCause(reply);
                return interrupted;
            }
        }
        if (!(reply instanceof SFTPException status)) {
            return reply;
        }
        String text = String.valueOf(status.getMessage());
        if (text.contains("cannot hold such a name")) {
            return new InvalidNameException(path.toString(), text);
        } else if (text.contains("was changed meanwhile")) {
            return new FileChangedException(path.toString(), text);
        }
        return switch (status.getStatusCode()) {
            case NO_SUCH_FILE -> new NoSuchFileException(path.toString(), null, status.getMessage());
            case PERMISSION_DENIED -> new AccessDeniedException(path.toString(), null, status.getMessage());
            case NO_CONNECTION, CONNECITON_LOST -> new ClosedChannelException();
            default ->
                new FileSystemException(path.toString(), null, status.getStatusCode() + " " + status.getMessage());
        };
    }

    FileAttributes attributes(AttributeChanges changes) {
        FileAttributes.Builder attributes = new FileAttributes.Builder();
        if (changes.lastModified() != null) {
            long second = changes.lastModified().getEpochSecond();
            attributes.withAtimeMtime(second, second);
        }
        if (changes.mode() != null) {
            attributes.withPermissions(changes.mode());
        }
        if (changes.uid() != null && changes.gid() != null) {
            attributes.withUIDGID(changes.uid(), changes.gid());
        }
        return attributes.build();
    }

    static FileInfo info(FsPath path, FileAttributes attributes) {
        return SftpFacts.of(path, attributes);
    }

    private void createParents(FsPath path) throws IOException {
        FsPath parent = path.parentOrRoot();
        if (!parent.isRoot() && find(parent) == null) {
            createParents(parent);
            createDirectory(parent);
        }
    }

    private static BackendListing listing(Iterator<FileInfo> entries) {
        return new BackendListing() {
            @Override
            public FileInfo next() {
                return entries.hasNext() ? entries.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
