package io.anyfs.nio;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.nio.NioOptions.Publication;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens a file as a channel. */
final class Opening {

    private final AnyfsFileSystem fs;
    private final AnyfsPath path;
    private final FsPath place;
    private final OpenModes modes;
    private final Capabilities can;

    private Opening(AnyfsPath path, OpenModes modes) throws IOException {
        this.fs = path.getFileSystem();
        this.path = path;
        this.place = path.place();
        this.modes = modes;
        this.can = fs.storage().capabilities(place);
    }

    static AnyfsFileChannel open(AnyfsPath path, OpenModes modes, FileAttribute<?>... attributes) throws IOException {
        Opening opening = new Opening(path, modes);
        OpenFile file = modes.writes() ? opening.write(attributes) : opening.read();
        return opening.fs.opened(new AnyfsFileChannel(opening.fs, opening.place, file, modes));
    }

    private FileSystem storage() {
        return fs.storage();
    }

    // ---------------------------------------------------------------- reading

    private OpenFile read() throws IOException {
        FileInfo itself = modes.noFollow() ? requireNoLink(storage().lstat(place)) : null;
        ReadHandle handle;
        try {
            handle = storage().openRead(place);
        } catch (IsDirectoryException directory) {
            return new ReadingDirectory(path);
        }
        if (itself != null && !Objects.equals(itself.fileId(), handle.info().fileId())) {
            handle.close();
            throw new FileSystemException(
                    path.toString(), null, "it was replaced while it was opened without following links");
        }
        return new ReadingFile(handle);
    }

    private FileInfo requireNoLink(FileInfo info) throws FileSystemException {
        if (info.isSymbolicLink()) {
            throw new FileSystemException(path.toString(), null, "a symbolic link, which is not to be followed");
        }
        return info;
    }

    // ---------------------------------------------------------------- writing

    private OpenFile write(FileAttribute<?>... attributes) throws IOException {
        fs.requireWritable(place);
        if (modes.reads()) {
            require(Capability.READ_BACK, "READ together with WRITE");
        }
        if (modes.isDurable()) {
            require(Capability.DURABLE, "SYNC and DSYNC");
        }
        AttributeChanges created = NamedAttributes.ofNew(fs, place, attributes);
        boolean inPlace = fs.options().publication() == Publication.AS_WRITTEN && can.has(Capability.IN_PLACE_WRITE);
        FileInfo there = look(!created.isEmpty(), inPlace);
        WriteOptions options = options(there);
        if (there == null) {
            options = options.with(created);
        }
        if (inPlace) {
            options = options.inPlace();
        }
        if (modes.isDurable()) {
            options = options.durably();
        }
        WriteHandle handle = storage().openWrite(place, options);
        boolean publishesUnchanged = there == null || !options.keepsContent();
        long sequential = options.mode() == WriteMode.APPEND ? -1 : 0;
        boolean forcible = can.has(Capability.DURABLE);
        return new WritingFile(
                handle, new WritingFile.Traits(sequential, publishesUnchanged, modes.isDurable(), forcible));
    }

    /**
     * What is there, as far as it has to be known before the file is opened: where it is to be published anew only if it was
     * changed, or cannot be kept.
     */
    private @Nullable FileInfo look(boolean always, boolean inPlace) throws IOException {
        if (modes.createsNew()) {
            return null;
        }
        if (modes.noFollow() && can.has(Capability.SYMBOLIC_LINKS)) {
            try {
                return requireNoLink(storage().lstat(place));
            } catch (NoSuchFileException missing) {
                return null;
            }
        }
        boolean keeps = !modes.truncates() && !(inPlace && can.has(kept()));
        return always || keeps ? storage().find(place) : null;
    }

    private WriteOptions options(@Nullable FileInfo there) throws IOException {
        if (modes.createsNew()) {
            return WriteOptions.createNew();
        }
        WriteOptions options;
        if (modes.truncates()) {
            options = WriteOptions.replace();
        } else {
            if (!can.has(kept())) {
                return withoutKeeping(there);
            }
            options = modes.appends() ? WriteOptions.append() : WriteOptions.update();
        }
        return modes.creates() ? options : options.mustExistAlready();
    }

    /** What it takes to go on with the content there is. */
    private Capability kept() {
        return modes.appends() ? Capability.APPEND : Capability.UPDATE;
    }

    /** Where the storage cannot go on with the content there is, a file can still be created. */
    private WriteOptions withoutKeeping(@Nullable FileInfo there) throws IOException {
        if (there != null) {
            throw new UnsupportedOperationException(storage().name()
                    + " writes files from their start only; open with TRUNCATE_EXISTING or CREATE_NEW");
        }
        if (!modes.creates()) {
            throw new NoSuchFileException(path.toString());
        }
        return WriteOptions.createNew();
    }

    private void require(Capability capability, String what) {
        if (!can.has(capability)) {
            throw new UnsupportedOperationException(
                    what + " needs " + capability + ", which " + storage().name() + " does not have");
        }
    }
}
