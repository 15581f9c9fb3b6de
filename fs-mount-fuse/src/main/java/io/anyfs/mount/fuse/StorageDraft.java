package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/** A file of which the storage itself keeps the changes until it publishes them: it takes over the unchanged bytes by itself. */
final class StorageDraft implements Draft {

    private static final Set<Capability> NEEDED = EnumSet.of(
            Capability.WRITE, Capability.UPDATE, Capability.RANDOM_WRITE, Capability.TRUNCATE, Capability.READ_BACK);

    private final WriteHandle handle;

    private StorageDraft(WriteHandle handle) {
        this.handle = handle;
    }

    /** Whether a storage can. One that tells durable files from others has to be told at the start, which nobody knows then. */
    static boolean isPossible(Capabilities capabilities) {
        return capabilities.hasAll(NEEDED) && !capabilities.has(Capability.DURABLE);
    }

    static StorageDraft open(FileSystem fs, FsPath path, WriteOptions options) throws IOException {
        return new StorageDraft(fs.openWrite(path, options));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return handle.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        handle.write(source, position);
    }

    @Override
    public void truncate(long size) throws IOException {
        handle.truncate(size);
    }

    @Override
    public long size() {
        return handle.size();
    }

    @Override
    public boolean isInPlace() {
        return false;
    }

    @Override
    public boolean outlivesFile() {
        return false;
    }

    @Override
    public void force() {
        // What is published is as durable as the storage is.
    }

    @Override
    public boolean publish(FsPath path, boolean isNew, boolean durable, AttributeChanges attributes)
            throws IOException {
        if (!attributes.isEmpty()) {
            handle.setAttributes(attributes);
        }
        handle.commit();
        return false;
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
