package io.anyfs.mount.fuse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/** A file that is changed where it is. */
final class InPlaceDraft implements Draft {

    /** What a storage has to have. */
    static final Set<Capability> NEEDED = EnumSet.of(
            Capability.WRITE,
            Capability.UPDATE,
            Capability.IN_PLACE_WRITE,
            Capability.RANDOM_WRITE,
            Capability.TRUNCATE,
            Capability.READ_BACK);

    private final WriteHandle handle;
    private final boolean durable;
    private final boolean outlivesFile;

    private InPlaceDraft(FileSystem fs, WriteHandle handle) {
        this.handle = handle;
        this.durable = fs.capabilities(handle.path()).has(Capability.DURABLE);
        this.outlivesFile = fs.capabilities(handle.path()).has(Capability.READ_AFTER_DELETE);
    }

    static InPlaceDraft open(FileSystem fs, FsPath path, WriteOptions options) throws IOException {
        return new InPlaceDraft(fs, fs.openWrite(path, options.inPlace()));
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
        return true;
    }

    @Override
    public boolean outlivesFile() {
        return outlivesFile;
    }

    @Override
    public void force() throws IOException {
        if (durable) {
            handle.force();
        }
    }

    @Override
    public boolean publish(FsPath path, boolean isNew, boolean survives, AttributeChanges attributes)
            throws IOException {
        force();
        return true;
    }

    @Override
    public void close() throws IOException {
        handle.commit();
    }
}
