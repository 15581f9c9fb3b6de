package io.anyfs.vfs2;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.apache.commons.vfs2.FileNotFoundException;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.jspecify.annotations.Nullable;

/** Opens the content of a file, with the failures that users of Commons VFS expect. */
final class Opening {

    private final AnyfsFileObject file;

    // Guarded by the content, through which it is opened.
    private @Nullable WritableContent writable;

    Opening(AnyfsFileObject file) {
        this.file = file;
    }

    private FsPath place() throws FileSystemException {
        return file.place();
    }

    InputStream input() throws FileSystemException {
        try {
            return file.storage().openRead(place()).asInputStream();
        } catch (NoSuchFileException | NotDirectoryException | IsDirectoryException noFile) {
            throw new FileNotFoundException(file.getName(), noFile);
        } catch (FileSystemException told) {
            throw told;
        } catch (IOException failure) {
            throw new FileSystemException("vfs.provider/read.error", file.getName(), failure);
        }
    }

    /** The folders that are missing above it are created. */
    OutputStream output(boolean append) throws FileSystemException {
        if (append && !file.can(Capability.APPEND)) {
            throw new FileSystemException("vfs.provider/write-append-not-supported.error", file.getName());
        }
        boolean isNew = !file.exists();
        if (isNew) {
            file.createParent();
        }
        try {
            WriteHandle handle = write(append ? WriteOptions.append() : WriteOptions.replace());
            return new PublishingStream(file, handle, isNew);
        } catch (FileSystemException told) {
            throw told;
        } catch (IOException failure) {
            throw new FileSystemException("vfs.provider/write.error", failure, file.getName());
        }
    }

    WriteHandle write(WriteOptions options) throws IOException {
        boolean inPlace = file.fs().publication() == Publication.AS_WRITTEN && file.can(Capability.IN_PLACE_WRITE);
        return file.storage().openWrite(place(), inPlace ? options.inPlace() : options);
    }

    /** Creates an empty file; {@code null} if somebody else did. */
    @Nullable
    FileInfo createNew() throws IOException {
        try (WriteHandle handle = file.storage().openWrite(place(), WriteOptions.createNew())) {
            return handle.commit();
        } catch (FileAlreadyExistsException raced) {
            file.refresh();
            if (file.isFile()) {
                return null;
            }
            throw raced;
        }
    }

    PositionedContent random(RandomAccessMode mode) throws FileSystemException {
        if (mode.requestRead() && !file.isReadable()) {
            throw new FileSystemException("vfs.provider/read-not-readable.error", file.getName());
        }
        if (mode.requestWrite() && !file.isWriteable()) {
            throw new FileSystemException("vfs.provider/write-read-only.error", file.getName());
        }
        if (mode.requestWrite() && !file.storage().capabilities(place()).hasAll(VfsCapabilities.RANDOM_ACCESS)) {
            throw new FileSystemException("vfs.provider/random-access-write-not-supported.error");
        }
        try {
            if (!mode.requestWrite()) {
                return new ReadableContent(file.storage().openRead(place()));
            }
            writable = new WritableContent(file, write(WriteOptions.update().mustExistAlready()));
            return writable;
        } catch (FileSystemException told) {
            throw told;
        } catch (IOException failure) {
            throw new FileSystemException("vfs.provider/random-access.error", file.getName(), failure);
        }
    }

    /** What was opened last to be written at random. */
    WritableContent takeWritable() {
        WritableContent taken = Objects.requireNonNull(writable, "nothing was opened");
        writable = null;
        return taken;
    }
}
