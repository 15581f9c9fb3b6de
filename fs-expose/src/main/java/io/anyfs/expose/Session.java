package io.anyfs.expose;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.Space;
import io.anyfs.WriteOptions;
import io.anyfs.expose.FileAction.Kind;
import io.anyfs.expose.SessionShares.UserShare;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that is logged in: the only way for a protocol to reach files, so that every policy is here and holds for all
 * protocols. It borrows the account's filesystem; closing it ends the uploads that were not committed, as the service's
 * {@link UploadPolicy} says, and closes all else that the client opened.
 *
 * <p>Failures are those of {@link FileSystem}; a protocol maps {@link io.anyfs.ErrorKind} in one table. Safe for use by many
 * threads.
 */
public final class Session implements Closeable {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final Instant since = Instant.now();
    private final FileService service;
    private final Account account;
    private final Client client;
    private final UserShare share;
    private final FileSystem files;
    private final ResourceNode node;
    private final OpenFiles open;
    private final Map<FsPath, Upload> uploads = new ConcurrentHashMap<>();
    private final SessionActivity activity = new SessionActivity();
    private final Disconnection disconnection = new Disconnection();

    /** Guarded by the service, which counts all sessions' transfers at once. */
    private int transfers;

    private volatile boolean draining;

    private Session(FileService service, Account account, LoginAttempt login, UserShare share) throws IOException {
        this.service = service;
        this.account = account;
        this.client = new Client(account.name(), login.protocol(), login.from());
        this.share = share;
        this.open = new OpenFiles(service, this);
        this.files = account.fileSystem().borrow(client.toString());
        ResourceNode opened = service.node().open(ResourceKind.SESSION, new DumpLabel(), this::end);
        if (opened == null) {
            files.close();
            throw new ServiceUnavailableException("the server is shut down");
        }
        this.node = opened;
    }

    static Session open(FileService service, Account account, LoginAttempt login, UserShare share) throws IOException {
        return new Session(service, account, login, share);
    }

    /** Unique in the process. */
    public long number() {
        return number;
    }

    /** When the client logged in. */
    public Instant since() {
        return since;
    }

    /** The user's name. */
    public String user() {
        return account.name();
    }

    /** What the client speaks. */
    public Protocol protocol() {
        return client.protocol();
    }

    /** Where the client is. */
    public InetSocketAddress from() {
        return client.from();
    }

    /** How many files and listings the client may have open at once. */
    public int maxOpenFiles() {
        return service.limits().maxOpenFiles();
    }

    /** How long the client may do nothing at all. */
    public Duration idleTimeout() {
        return service.limits().idleTimeout();
    }

    /** How long a transfer may wait for the client. */
    public Duration stallTimeout() {
        return service.limits().stallTimeout();
    }

    /** What there is to know of the session now. */
    public SessionInfo info() {
        return new SessionInfo(
                number, client, since, activity.last(), activity.bytesDown(), activity.bytesUp(), open.infos());
    }

    /** Whether a transfer is held back now, because it would be faster than is allowed: then it is not the client that stalls. */
    public boolean isWaitingForRate() {
        return activity.isWaitingForRate();
    }

    /** Fails the transfers that are held back now, or would be later: their client is gone or gives them up. Never waits. */
    public void giveUpWaiting() {
        open.cutWaits();
    }

    /**
     * Says how to end the connection when somebody {@linkplain FileService#kill kills} the session. It must not wait. If that
     * has happened already, it is called at once.
     *
     * @param ending gets the reason, in words for the client
     */
    public void whenKilled(Consumer<String> ending) {
        disconnection.by(ending);
    }

    /** What the client has open now. */
    public List<OpenResource> openResources() {
        return files.openResources();
    }

    /** What works at this path. */
    public Capabilities capabilities(FsPath path) {
        return files.capabilities(path);
    }

    /** The facts of an entry, a link followed. A file that this session is uploading is shown with its size in flight. */
    public FileInfo stat(FsPath path) throws IOException {
        Upload upload = uploads.get(path);
        return upload == null ? files.stat(path) : upload.info();
    }

    /** The facts of an entry, a link not followed. A file that this session is uploading is shown with its size in flight. */
    public FileInfo lstat(FsPath path) throws IOException {
        Upload upload = uploads.get(path);
        return upload == null ? files.lstat(path) : upload.info();
    }

    /** Opens a listing. */
    public Listing list(FsPath directory) throws IOException {
        activity.touch();
        return open.list(directory, slot -> new Listing(slot, files.list(directory)));
    }

    /** Opens a file to send it to the client. */
    public Download download(FsPath path) throws IOException {
        activity.touch();
        return open.transfer(
                TransferInfo.Kind.DOWNLOAD,
                FileAction.of(Kind.DOWNLOAD, path),
                List.of(share.downloads(), service.downloads()),
                slot -> new Download(slot, files.openRead(path)));
    }

    /** Opens a file to take it from the client, who has to bring it to its end by {@link Upload#commit()}. */
    public Upload upload(FsPath path, WriteOptions options) throws IOException {
        activity.touch();
        return open.transfer(
                TransferInfo.Kind.UPLOAD,
                FileAction.of(Kind.UPLOAD, path),
                List.of(share.uploads(), service.uploads()),
                slot -> uploadInto(slot, path, options));
    }

    private Upload uploadInto(OpenFiles.Slot slot, FsPath path, WriteOptions options) throws IOException {
        // Elsewhere nobody needs to know what was there before, and it would cost a request.
        boolean asks = service.uploadPolicy() == UploadPolicy.IN_PLACE
                || files.capabilities(path).has(Capability.SET_MODE);
        FileInfo before = asks ? files.find(path) : null;
        Upload upload =
                new Upload(slot, this, files.openWrite(path, options), options.mode(), before, service.uploadPolicy());
        uploads.put(path, upload);
        return upload;
    }

    /** Creates one directory. */
    public void createDirectory(FsPath directory) throws IOException {
        acting(FileAction.of(Kind.CREATE_DIRECTORY, directory), () -> files.createDirectory(directory));
    }

    /**
     * Deletes a file or a link itself.
     *
     * @throws IsDirectoryException if a directory is there
     */
    public void deleteFile(FsPath path) throws IOException {
        acting(FileAction.of(Kind.DELETE, path), () -> {
            if (files.lstat(path).isDirectory()) {
                throw new IsDirectoryException(path.toString(), "delete on " + files.name() + ": is a directory");
            }
            files.delete(path);
        });
    }

    /**
     * Deletes an empty directory.
     *
     * @throws NotDirectoryException if something else is there
     */
    public void deleteDirectory(FsPath path) throws IOException {
        acting(FileAction.of(Kind.DELETE, path), () -> {
            if (!files.lstat(path).isDirectory()) {
                throw new NotDirectoryException(path.toString());
            }
            files.delete(path);
        });
    }

    /** Moves an entry. */
    public void move(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        acting(FileAction.of(Kind.MOVE, source, target), () -> files.move(source, target, ifExists));
    }

    /** Copies a file within the storage. */
    public void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException {
        acting(FileAction.of(Kind.COPY, source, target), () -> files.copy(source, target, ifExists));
    }

    /** Sets attributes; those of a file that this session is uploading are set when it is committed. */
    public void setAttributes(FsPath path, AttributeChanges changes, Links links) throws IOException {
        Upload upload = uploads.get(path);
        if (upload != null) {
            upload.setAttributes(changes);
        } else {
            acting(FileAction.of(Kind.SET_ATTRIBUTES, path), () -> files.setAttributes(path, changes, links));
        }
    }

    /**
     * Cuts a file, or extends it with zeros; one that this session is uploading when it is committed, any other at once.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     */
    public void truncate(FsPath path, long size) throws IOException {
        Upload uploading = uploads.get(path);
        if (uploading != null) {
            uploading.truncate(size);
            return;
        }
        // Emptying needs nothing of the old content, and so no storage that can update.
        WriteOptions options = size == 0 ? WriteOptions.replace() : WriteOptions.update();
        try (Upload upload = upload(path, options.mustExistAlready())) {
            upload.truncate(size);
            upload.commit();
        }
    }

    /** Where a link leads. */
    public String readLink(FsPath link) throws IOException {
        return files.readLink(link);
    }

    /** Creates a symbolic link. */
    public void createSymbolicLink(FsPath link, String target) throws IOException {
        acting(new FileAction(Kind.CREATE_LINK, link, target), () -> files.createSymbolicLink(link, target));
    }

    /** Gives a file another name. */
    public void createHardLink(FsPath link, FsPath file) throws IOException {
        acting(FileAction.of(Kind.CREATE_HARD_LINK, link, file), () -> files.createHardLink(link, file));
    }

    /** The room there is. */
    public Space space(FsPath path) throws IOException {
        return files.space(path);
    }

    /** Whether the session can still be used. */
    public boolean isOpen() {
        return !node.isClosed();
    }

    /**
     * Ends the session: the uploads under way, as the service's {@link UploadPolicy} says, and all else that is open. A second
     * call does nothing.
     */
    @Override
    public void close() throws IOException {
        node.close();
    }

    @Override
    public String toString() {
        return client.toString();
    }

    Account account() {
        return account;
    }

    /** What the client does, as its transfers tell it. */
    SessionActivity activity() {
        return activity;
    }

    /** Ends the session and its connection. */
    void kill(String why) throws IOException {
        try {
            disconnection.because(why);
        } finally {
            close();
        }
    }

    /** How many transfers run in this session. */
    int transfers() {
        return transfers;
    }

    void beginNoMoreTransfers() {
        draining = true;
    }

    void countTransfer() throws ServiceUnavailableException {
        if (draining) {
            throw new ServiceUnavailableException("the server is shutting down");
        }
        transfers++;
    }

    void uncountTransfer() {
        transfers--;
    }

    /** What is at a path now, for everybody; {@code null} if nothing is. */
    @Nullable
    FileInfo published(FsPath path) throws IOException {
        return files.find(path);
    }

    void forget(FsPath path, Upload upload) {
        uploads.remove(path, upload);
    }

    /** What a client left open is no leak of this program, so it is closed handle by handle before its owner is. */
    private void end() throws IOException {
        IOException failure = open.evictAll();
        try {
            files.close();
        } catch (IOException failed) {
            failure = OpenFiles.joined(failure, failed);
        }
        try {
            account.lease().close();
        } catch (IOException failed) {
            failure = OpenFiles.joined(failure, failed);
        } finally {
            uploads.clear();
            service.left(this);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void acting(FileAction action, Listeners.Operation operation) throws IOException {
        service.listeners().around(this, action, operation);
    }

    /** What dumps show of it: how much it moves says more than that it is there. */
    private final class DumpLabel {
        @Override
        public String toString() {
            List<TransferInfo> transfers = open.infos();
            long rate =
                    transfers.stream().mapToLong(TransferInfo::bytesPerSecond).sum();
            return client + ", " + activity.bytesDown() + " bytes down, " + activity.bytesUp() + " up, " + rate
                    + " per second in " + transfers.size() + " open";
        }
    }
}
