package io.anyfs.mount.fuse;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import java.io.IOException;

/** How a file is changed, as its storage can: where it is, or by a draft of the storage, or else by one of ours. */
final class Drafts {

    private Drafts() {}

    /** Whether changes go into the file itself at once. */
    static boolean areInPlace(Capabilities can) {
        return can.hasAll(InPlaceDraft.NEEDED);
    }

    static void requireWritable(Capabilities can, FsPath path) throws UnsupportedCapabilityException {
        if (!can.has(Capability.WRITE)) {
            throw new UnsupportedCapabilityException(path.toString(), Capability.WRITE);
        }
    }

    /** A new file, which is there at once only if it is changed in place. */
    static Draft create(FileSystem fs, FsPath path, boolean mustBeNew) throws IOException {
        Capabilities can = fs.capabilities(path);
        if (areInPlace(can)) {
            return InPlaceDraft.open(fs, path, mustBeNew ? WriteOptions.createNew() : WriteOptions.update());
        }
        requireWritable(can, path);
        return StorageDraft.isPossible(can)
                ? StorageDraft.open(fs, path, mustBeNew ? WriteOptions.createNew() : WriteOptions.replace())
                : StagedDraft.empty(fs);
    }

    /**
     * A file that is there.
     *
     * @param keep how many of its first bytes are needed at least
     * @param bytes what it is read by, if it has to be copied
     */
    static Draft change(FileSystem fs, FsPath path, long keep, LatestBytes bytes) throws IOException {
        Capabilities can = fs.capabilities(path);
        if (areInPlace(can)) {
            return InPlaceDraft.open(fs, path, WriteOptions.update().mustExistAlready());
        }
        requireWritable(can, path);
        if (StorageDraft.isPossible(can)) {
            WriteOptions options = keep == 0 ? WriteOptions.replace() : WriteOptions.update();
            return StorageDraft.open(fs, path, options.mustExistAlready());
        }
        return keep == 0 ? StagedDraft.empty(fs) : StagedDraft.of(fs, bytes.open(path)::read, keep);
    }
}
