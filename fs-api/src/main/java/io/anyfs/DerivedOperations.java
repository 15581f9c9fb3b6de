package io.anyfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a filesystem can do in terms of its essential operations, which are declared first. For users these are methods of
 * {@link FileSystem}.
 */
abstract sealed class DerivedOperations permits FileSystem {

    abstract IOException describe(Operation operation, FsPath path, IOException failure);

    abstract FileInfo stat(FsPath path) throws IOException;

    abstract @Nullable FileInfo find(FsPath path) throws IOException;

    abstract DirectoryListing list(FsPath directory, ListOptions options) throws IOException;

    abstract ReadHandle openRead(FsPath path) throws IOException;

    abstract WriteHandle openWrite(FsPath path, WriteOptions options) throws IOException;

    abstract void createDirectory(FsPath directory) throws IOException;

    abstract void delete(FsPath path) throws IOException;

    abstract void move(FsPath source, FsPath target, IfExists ifExists) throws IOException;

    abstract void copy(FsPath source, FsPath target, IfExists ifExists) throws IOException;

    /** {@link FileSystem#stat(FsPath)} of a parsed path. */
    public FileInfo stat(String path) throws IOException {
        return stat(FsPath.of(path));
    }

    /** Whether anything is there; a link counts if it leads somewhere. */
    public boolean exists(FsPath path) throws IOException {
        return find(path) != null;
    }

    /** Whether anything is there; a link counts if it leads somewhere. */
    public boolean exists(String path) throws IOException {
        return exists(FsPath.of(path));
    }

    /** Whether a directory is there; a link counts if it leads to one. */
    public boolean isDirectory(FsPath path) throws IOException {
        FileInfo info = find(path);
        return info != null && info.isDirectory();
    }

    /** Opens a listing of the entries of a directory. */
    public DirectoryListing list(FsPath directory) throws IOException {
        return list(directory, ListOptions.ENTRIES);
    }

    /** Opens a listing of the entries of a directory. */
    public DirectoryListing list(String directory) throws IOException {
        return list(FsPath.of(directory));
    }

    /** All entries of a directory at once, in the storage's order. */
    public List<FileInfo> entries(FsPath directory) throws IOException {
        try (DirectoryListing listing = list(directory)) {
            List<FileInfo> entries = new ArrayList<>();
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                entries.add(entry);
            }
            return entries;
        }
    }

    /** All entries of a directory at once, in the storage's order. */
    public List<FileInfo> entries(String directory) throws IOException {
        return entries(FsPath.of(directory));
    }

    /** {@link FileSystem#openRead(FsPath)} of a parsed path. */
    public ReadHandle openRead(String path) throws IOException {
        return openRead(FsPath.of(path));
    }

    /** {@link FileSystem#openWrite(FsPath, WriteOptions)} of a parsed path. */
    public WriteHandle openWrite(String path, WriteOptions options) throws IOException {
        return openWrite(FsPath.of(path), options);
    }

    /** Opens a file as a stream. */
    public InputStream newInputStream(String path) throws IOException {
        return openRead(path).asInputStream();
    }

    /**
     * Opens a file as a stream that commits when it is closed. A {@code try} block that throws closes too, and so commits what
     * there is; where that matters, use {@link FileSystem#write(String, WriteOptions, FileSystem.Writing) write}.
     */
    public OutputStream newOutputStream(String path, WriteOptions options) throws IOException {
        return openWrite(path, options).asOutputStream();
    }

    /**
     * The bytes of a file.
     *
     * @throws OutOfMemoryError if the file is larger than 2^31-9 bytes
     */
    public byte[] readBytes(String path) throws IOException {
        try (ReadHandle handle = openRead(path)) {
            if (handle.size() > Integer.MAX_VALUE - 8) {
                throw new OutOfMemoryError(path + " is too large for an array: " + handle.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) handle.size());
            handle.readFully(bytes, 0);
            return bytes.array();
        }
    }

    /** The text of a file in UTF-8; what is malformed is replaced. */
    public String readString(String path) throws IOException {
        return new String(readBytes(path), StandardCharsets.UTF_8);
    }

    /** Creates a file with these bytes, or replaces the one there is. */
    public FileInfo write(String path, byte[] bytes) throws IOException {
        return write(path, WriteOptions.replace().expecting(bytes.length), out -> out.write(bytes));
    }

    /** Creates a file with this text in UTF-8, or replaces the one there is. */
    public FileInfo write(String path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file: commits when {@code writing} returned, aborts when it threw. */
    public FileInfo write(String path, WriteOptions options, FileSystem.Writing writing) throws IOException {
        return write(FsPath.of(path), options, writing);
    }

    /** Writes a file: commits when {@code writing} returned, aborts when it threw. */
    public FileInfo write(FsPath path, WriteOptions options, FileSystem.Writing writing) throws IOException {
        try (WriteHandle handle = openWrite(path, options)) {
            writing.to(handle);
            return handle.commit();
        }
    }

    /** {@link FileSystem#createDirectory(FsPath)} of a parsed path. */
    public void createDirectory(String directory) throws IOException {
        createDirectory(FsPath.of(directory));
    }

    /**
     * Creates a directory and its parents, as far as they are missing.
     *
     * @throws FileAlreadyExistsException if a file is where the directory should be
     * @throws NotDirectoryException if a parent is a file
     */
    public void createDirectories(FsPath directory) throws IOException {
        // In a loop, as a path may have more names than a thread has stack for.
        Deque<FsPath> missing = new ArrayDeque<>();
        FsPath at = directory;
        FileInfo there = find(at);
        while (there == null && !at.isRoot()) {
            missing.push(at);
            at = at.parentOrRoot();
            there = find(at);
        }
        if (there == null) {
            missing.push(at);
        } else if (!there.isDirectory()) {
            FileAlreadyExistsException file = new FileAlreadyExistsException(at.toString());
            throw fileInTheWay(describe(Operation.CREATE_DIRECTORY, at, file), missing.peek());
        }
        while (!missing.isEmpty()) {
            FsPath next = missing.pop();
            try {
                createDirectory(next);
            } catch (FileAlreadyExistsException raced) {
                if (!isDirectory(next)) {
                    throw fileInTheWay(raced, missing.peek());
                }
            }
        }
    }

    private IOException fileInTheWay(IOException file, @Nullable FsPath wanted) {
        if (wanted == null) {
            return file;
        }
        NotDirectoryException refusal = new NotDirectoryException(wanted.toString());
        refusal.addSuppressed(file);
        return describe(Operation.CREATE_DIRECTORY, wanted, refusal);
    }

    /** Creates a directory and its parents, as far as they are missing. */
    public void createDirectories(String directory) throws IOException {
        createDirectories(FsPath.of(directory));
    }

    /** {@link FileSystem#delete(FsPath)} of a parsed path. */
    public void delete(String path) throws IOException {
        delete(FsPath.of(path));
    }

    /** Deletes an entry if there is one. Returns whether there was. */
    public boolean deleteIfExists(FsPath path) throws IOException {
        try {
            delete(path);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /** {@link FileSystem#move(FsPath, FsPath, IfExists)} of parsed paths; an existing target is an error. */
    public void move(String source, String target) throws IOException {
        move(FsPath.of(source), FsPath.of(target), IfExists.FAIL);
    }

    /** {@link FileSystem#copy(FsPath, FsPath, IfExists)} of parsed paths; an existing target is an error. */
    public void copy(String source, String target) throws IOException {
        copy(FsPath.of(source), FsPath.of(target), IfExists.FAIL);
    }
}
