package io.anyfs.crypt;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An encrypted filesystem, and what its storage holds. */
final class Vault implements Closeable {

    final FileSystem stored;
    final CryptBackend backend;
    final FileSystem fs;

    private Vault(FileSystem stored, CryptBackend backend) {
        this.stored = stored;
        this.backend = backend;
        this.fs = FileSystem.over(backend);
    }

    static Vault inMemory(CryptOptions options) throws IOException {
        return over(new MemoryBackend(MemoryOptions.DEFAULT), Keys.key(), options);
    }

    static Vault over(Backend storage, KeyProvider keys, CryptOptions options) throws IOException {
        CryptBackend backend = CryptBackend.open(new Borrowed(storage), keys, options);
        return new Vault(FileSystem.over(storage), backend);
    }

    /** Where the only entry is in the storage that is not the settings. */
    FsPath onlyStored() throws IOException {
        List<FsPath> stored = storedPaths();
        if (stored.size() != 1) {
            throw new AssertionError("not one entry: " + stored);
        }
        return stored.get(0);
    }

    /** All entries of the root but the settings. */
    List<FsPath> storedPaths() throws IOException {
        List<FsPath> paths = new ArrayList<>();
        for (FileInfo entry : stored.entries("/")) {
            if (!entry.name().equals(ConfigFile.NAME)) {
                paths.add(entry.path());
            }
        }
        return paths;
    }

    void replaceStored(FsPath path, byte[] bytes) throws IOException {
        stored.write(path, WriteOptions.replace(), out -> out.write(bytes));
    }

    @Override
    public void close() throws IOException {
        fs.close();
        stored.close();
    }

    /** Keeps the storage open when what wraps it is closed. */
    static final class Borrowed extends ForwardingBackend {

        Borrowed(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }
}
