package io.anyfs.memory;

import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All entries. Whoever looks takes no lock; whoever changes where entries are takes the one there is, for as long as it
 * takes to change a map or two.
 *
 * <p>Creating, replacing and deleting are one step each, so that whoever looks sees them done or not. A move is two; it is
 * counted before and after, and whoever looked meanwhile looks again.
 */
final class NodeTree {

    private static final int TRIES = 100;
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;
    private static final int LINK_MODE = 0777;

    private final MemoryOptions options;
    private final Quota quota;
    private final ChunkPool pool = new ChunkPool();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong numbers = new AtomicLong();
    /** Odd while a move is under way. */
    private final AtomicLong moves = new AtomicLong();

    private final PosixAttributes ofFile;
    private final PosixAttributes ofDirectory;
    private final PosixAttributes ofLink;
    /** {@code null} once the storage is closed. */
    private volatile @Nullable DirectoryNode root;

    /** A change of the tree. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /** A change of the tree that gives something. */
    @FunctionalInterface
    interface ChangeAndGet<T> {
        T make() throws IOException;
    }

    NodeTree(MemoryOptions options) {
        this.options = options;
        this.quota = new Quota(options.quotaBytes(), options.quotaEntries());
        this.ofFile = posix(FILE_MODE);
        this.ofDirectory = posix(DIRECTORY_MODE);
        this.ofLink = posix(LINK_MODE);
        this.root = newDirectory(null, now());
    }

    Quota quota() {
        return quota;
    }

    ChunkPool pool() {
        return pool;
    }

    Instant now() {
        return options.clock().instant();
    }

    /** A number that was never given before. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Finds an entry without a lock, as it is at some moment during the call. */
    Node find(FsPath path, Links last) throws IOException {
        return look(path, last).existing();
    }

    /** Walks without a lock. */
    Walk look(FsPath path, Links last) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            long before = moves.get();
            Walk walk = null;
            IOException failure = null;
            try {
                walk = walk(path, last);
            } catch (IOException e) {
                failure = e;
            }
            if ((before & 1) == 0 && moves.get() == before) {
                if (walk != null) {
                    return walk;
                } else if (failure != null) {
                    throw failure;
                }
            }
            Thread.onSpinWait();
        }
        // Others move all the time: stop them for a moment.
        return changeAndGet(() -> walk(path, last));
    }

    /** Runs a change alone. */
    void change(Change change) throws IOException {
        lock.lock();
        try {
            change.make();
        } finally {
            lock.unlock();
        }
    }

    /** Runs a change alone. */
    <T> T changeAndGet(ChangeAndGet<T> change) throws IOException {
        lock.lock();
        try {
            return change.make();
        } finally {
            lock.unlock();
        }
    }

    /** Walks without creating anything. Within {@link #change} what is found stays so. */
    Walk walk(FsPath path, Links last) throws IOException {
        return Walk.along(root(), path, last, Walk.REFUSED);
    }

    /** Walks within {@link #change} and creates missing directories on the way. */
    Walk walkCreatingParents(FsPath path, Links last) throws IOException {
        return Walk.along(root(), path, last, this::createDirectory);
    }

    DirectoryNode createDirectory(DirectoryNode parent, String name, FsPath path) throws IOException {
        quota.takeEntry(path);
        Instant now = now();
        DirectoryNode directory = newDirectory(parent, now);
        parent.put(name, directory, now);
        return directory;
    }

    void createLink(Walk place, LinkTarget target, FsPath path) throws IOException {
        quota.takeEntry(path);
        Instant now = now();
        place.directory()
                .put(place.name(), new LinkNode(nextNumber(), now, new Attributes(now, now, ofLink), target), now);
    }

    void createHardLink(Walk place, FileNode file, FsPath path) throws IOException {
        quota.takeEntry(path);
        file.link();
        place.directory().put(place.name(), file, now());
    }

    /** Puts a new file where nothing is, or in place of a link. */
    FileNode createFile(Walk place, Content content, Attributes attributes, Instant now) {
        FileNode.Version version = new FileNode.Version(content, nextNumber(), attributes);
        FileNode file = new FileNode(nextNumber(), now, version);
        Node replaced = place.node();
        place.directory().put(place.name(), file, now);
        if (replaced != null) {
            removed(replaced);
        }
        return file;
    }

    void delete(Walk place) throws IOException {
        Node node = place.existing();
        place.directory().remove(place.name(), now());
        removed(node);
    }

    /** Moves what is at one place to another, over what is there. */
    void move(Walk from, Walk to) throws IOException {
        Node node = from.existing();
        Node replaced = to.node();
        Instant now = now();
        moves.incrementAndGet();
        try {
            to.directory().put(to.name(), node, now);
            from.directory().remove(from.name(), now);
        } finally {
            moves.incrementAndGet();
        }
        if (replaced != null) {
            removed(replaced);
        }
    }

    /** What a new file has, if nobody says otherwise. */
    Attributes newFileAttributes(Instant now) {
        return new Attributes(now, now, ofFile);
    }

    /** Lets go of everything. A call that is under way ends as before or fails. */
    void clear() {
        lock.lock();
        try {
            root = null;
        } finally {
            lock.unlock();
        }
    }

    private DirectoryNode root() {
        DirectoryNode now = root;
        if (now == null) {
            throw new ClosedFileSystemException();
        }
        return now;
    }

    private void removed(Node node) {
        if (node instanceof FileNode file) {
            quota.giveBytes(file.unlink());
        }
        quota.giveEntry();
    }

    private DirectoryNode newDirectory(@Nullable DirectoryNode parent, Instant now) {
        return new DirectoryNode(nextNumber(), now, new Attributes(now, now, ofDirectory), parent);
    }

    private PosixAttributes posix(int mode) {
        return new PosixAttributes(mode, options.uid(), options.gid(), 1, null, null);
    }
}
