package io.anyfs.mount.fuse;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;

/** Memory that publishes whole files, and fails to when it is told so. */
final class PublishingMemory extends ForwardingBackend {

    /** What a storage can do until it publishes. */
    enum Kind {
        /** As a bucket: it keeps the changes itself. */
        KEEPS_CHANGES,
        /** As a compressed storage: it takes a file from its start to its end. */
        STREAMS
    }

    private final Kind kind;
    private volatile boolean full;

    PublishingMemory(Kind kind) {
        super(new MemoryBackend(MemoryOptions.DEFAULT));
        this.kind = kind;
    }

    /** From now on nothing can be published, or everything again. */
    void fill(boolean now) {
        full = now;
    }

    @Override
    public Capabilities capabilities(FsPath path) {
        Capabilities can = super.capabilities(path).without(Capability.IN_PLACE_WRITE, Capability.READ_AFTER_DELETE);
        return kind == Kind.KEEPS_CHANGES
                ? can
                : can.without(
                        Capability.APPEND,
                        Capability.UPDATE,
                        Capability.RANDOM_WRITE,
                        Capability.TRUNCATE,
                        Capability.READ_BACK);
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new ForwardingWriteHandle(super.openWrite(path, options)) {
            @Override
            public FileInfo commit() throws IOException {
                if (full) {
                    abort();
                    throw new StorageFullException(path.toString(), "told so");
                }
                return super.commit();
            }
        };
    }
}
