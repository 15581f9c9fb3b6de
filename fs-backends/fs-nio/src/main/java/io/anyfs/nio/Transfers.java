package io.anyfs.nio;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies and moves as {@link java.nio.file.Files} says, within a storage and from one to another. */
final class Transfers {

    private final AnyfsPath source;
    private final AnyfsPath target;
    private final FileSystem from;
    private final FileSystem to;
    private final FsPath start;
    private final FsPath goal;
    private final Set<CopyOption> options;

    private Transfers(AnyfsPath source, AnyfsPath target, Set<CopyOption> options) throws IOException {
        this.source = source;
        this.target = target;
        this.from = source.getFileSystem().storage();
        this.to = target.getFileSystem().storage();
        this.start = source.place();
        this.goal = target.place();
        this.options = options;
        target.getFileSystem().requireWritable(goal);
    }

    // ---------------------------------------------------------------- copies

    static void copy(AnyfsPath source, AnyfsPath target, CopyOption... options) throws IOException {
        Set<CopyOption> all = Set.of(options);
        requireKnown(all, StandardCopyOption.COPY_ATTRIBUTES);
        new Transfers(source, target, all).copy();
    }

    private void copy() throws IOException {
        boolean follow = !options.contains(LinkOption.NOFOLLOW_LINKS);
        FileInfo info = follow ? from.stat(start) : from.lstat(start);
        FileInfo there = existing();
        if (there != null && isItself(info, there)) {
            return;
        }
        requireReplaceable(there);
        if (info.isFile()) {
            makeRoom(there);
            copyFile(info);
        } else if (info.isDirectory()) {
            removeExisting(there);
            to.createDirectory(goal);
            copyAttributes(info);
        } else if (info.isSymbolicLink()) {
            String leadsTo = from.readLink(start);
            removeExisting(there);
            to.createSymbolicLink(goal, leadsTo);
        } else {
            throw new FileSystemException(source.toString(), target.toString(), "neither file nor directory");
        }
    }

    private void copyFile(FileInfo info) throws IOException {
        IfExists ifExists = replaces() ? IfExists.REPLACE : IfExists.FAIL;
        if (from == to) {
            from.copy(start, goal, ifExists);
            return;
        }
        WriteOptions how = (replaces() ? WriteOptions.replace() : WriteOptions.createNew()).expecting(info.size());
        try (ReadHandle in = from.openRead(start);
                WriteHandle out = to.openWrite(goal, how.with(kept(info)));
                WritableByteChannel channel = Channels.newChannel(new Uncommitted(out))) {
            long sent = 0;
            while (sent < in.size()) {
                sent += in.transferTo(sent, in.size() - sent, channel);
            }
            out.commit();
        }
    }

    /** Hands bytes on, and leaves the end to others. */
    private static final class Uncommitted extends OutputStream {
        private final WriteHandle out;

        Uncommitted(WriteHandle out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private void copyAttributes(FileInfo info) throws IOException {
        AttributeChanges kept = kept(info);
        if (!kept.isEmpty()) {
            to.setAttributes(goal, kept);
        }
    }

    /** What a copy keeps, where the target's storage has it. */
    private AttributeChanges kept(FileInfo info) {
        AttributeChanges kept = AttributeChanges.NONE;
        if (options.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            Capabilities can = to.capabilities(goal);
            if (can.has(Capability.SET_LAST_MODIFIED)) {
                kept = kept.withLastModified(info.lastModified());
            }
            if (can.has(Capability.SET_MODE) && info.posix() != null) {
                kept = kept.withMode(info.posix().mode());
            }
        }
        return kept;
    }

    // ---------------------------------------------------------------- moves

    static void move(AnyfsPath source, AnyfsPath target, CopyOption... options) throws IOException {
        Set<CopyOption> all = Set.of(options);
        requireKnown(all, StandardCopyOption.ATOMIC_MOVE);
        source.getFileSystem().requireWritable(source.place());
        Transfers transfer = new Transfers(source, target, all);
        if (all.contains(StandardCopyOption.ATOMIC_MOVE)) {
            transfer.moveAtomically();
        } else {
            transfer.move();
        }
    }

    private void moveAtomically() throws IOException {
        if (from != to || !canMove(Capability.ATOMIC_MOVE)) {
            throw new AtomicMoveNotSupportedException(
                    source.toString(), target.toString(), "not within one storage that moves atomically");
        }
        from.move(start, goal, IfExists.REPLACE);
    }

    private void move() throws IOException {
        FileInfo info = from.lstat(start);
        FileInfo there = existing();
        if (there != null && isItself(info, there)) {
            return;
        }
        requireReplaceable(there);
        if (from == to && canMove(Capability.MOVE) && (!info.isDirectory() || canMove(Capability.MOVE_DIRECTORY))) {
            makeRoom(there);
            from.move(start, goal, replaces() && !info.isDirectory() ? IfExists.REPLACE : IfExists.FAIL);
            return;
        }
        if (info.isDirectory() && !from.entries(start).isEmpty()) {
            throw new DirectoryNotEmptyException(source.toString());
        }
        Set<CopyOption> copying = replaces()
                ? Set.of(
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING)
                : Set.of(LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
        new Transfers(source, target, copying).copy();
        from.delete(start);
    }

    private boolean canMove(Capability capability) {
        return from.capabilities(start).has(capability) && to.capabilities(goal).has(capability);
    }

    // ---------------------------------------------------------------- both

    private static void requireKnown(Set<CopyOption> options, StandardCopyOption own) {
        for (CopyOption option : options) {
            if (option != own && option != StandardCopyOption.REPLACE_EXISTING && option != LinkOption.NOFOLLOW_LINKS) {
                throw new UnsupportedOperationException("option " + Objects.requireNonNull(option));
            }
        }
    }

    private boolean replaces() {
        return options.contains(StandardCopyOption.REPLACE_EXISTING);
    }

    private @Nullable FileInfo existing() throws IOException {
        try {
            return to.lstat(goal);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    private void requireReplaceable(@Nullable FileInfo there) throws IOException {
        if (there == null) {
            return;
        }
        if (!replaces()) {
            throw new FileAlreadyExistsException(source.toString(), target.toString(), null);
        }
        if (there.isDirectory() && !to.entries(goal).isEmpty()) {
            throw new DirectoryNotEmptyException(target.toString());
        }
    }

    /** A file takes the place of another at once; for that of an empty directory or a link that has to go. */
    private void makeRoom(@Nullable FileInfo there) throws IOException {
        if (there != null && !there.isFile()) {
            to.delete(goal);
        }
    }

    private void removeExisting(@Nullable FileInfo there) throws IOException {
        if (there != null) {
            to.delete(goal);
        }
    }

    /** Whether what is to be replaced is what is to be copied or moved, which a link to it is not. */
    private boolean isItself(FileInfo info, FileInfo there) throws IOException {
        if (from != to) {
            return false;
        }
        if (info.fileId() != null && there.fileId() != null) {
            return info.fileId().equals(there.fileId());
        }
        return info.type() == there.type() && entry(start).equals(entry(goal));
    }

    /** The entry itself, all links on the way to it resolved. */
    private FsPath entry(FsPath path) throws IOException {
        return path.isRoot() ? path : RealPaths.of(from, path.parentOrRoot()).child(path.name());
    }

    /** Whether both lead to one entry. */
    static boolean isSame(AnyfsPath one, AnyfsPath other) throws IOException {
        if (one.equals(other)) {
            return true;
        }
        FileSystem storage = one.getFileSystem().storage();
        if (one.getFileSystem() != other.getFileSystem()) {
            return false;
        }
        FsPath first = one.place();
        FsPath second = other.place();
        if (first.equals(second)) {
            return true;
        }
        FileInfo info = storage.stat(first);
        FileInfo otherInfo = storage.stat(second);
        if (info.fileId() != null && otherInfo.fileId() != null) {
            return info.fileId().equals(otherInfo.fileId());
        }
        return RealPaths.of(storage, first).equals(RealPaths.of(storage, second));
    }
}
