package io.anyfs.crypt;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Opens files for writing. One that keeps what there is becomes a replacement that begins with, or ends in, the old bytes. */
record WriteOpening(Backend storage, CryptBackend owner, FileCipher cipher) {

    BackendWriteHandle open(FsPath path, WriteOptions options) throws IOException {
        boolean kept = false;
        KeptContent content = options.keepsContent() ? find(path, options) : null;
        try {
            BackendWriteHandle handle = open(path, options, content);
            kept = true;
            return handle;
        } finally {
            if (!kept && content != null) {
                content.close();
            }
        }
    }

    private BackendWriteHandle open(FsPath path, WriteOptions options, @Nullable KeptContent content)
            throws IOException {
        Links links = options.mode() == WriteMode.CREATE_NEW ? Links.NO_FOLLOW : Links.FOLLOW;
        FsPath storedPath = owner.inner(path, links);
        BackendWriteHandle stored = storage.openWrite(storedPath, stored(path, options, content));
        boolean opened = false;
        try {
            BackendWriteHandle handle = new CryptWriteHandle(stored, cipher, path, options.mode(), content);
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                stored.abort();
            }
        }
    }

    private @Nullable KeptContent find(FsPath path, WriteOptions options) throws IOException {
        try {
            return new KeptContent(owner.openRead(path), path.toString());
        } catch (NoSuchFileException missing) {
            if (options.mustExist()) {
                throw missing;
            }
            return null;
        }
    }

    private WriteOptions stored(FsPath path, WriteOptions options, @Nullable KeptContent content) {
        return new WriteOptions(
                options.keepsContent() ? WriteMode.REPLACE : options.mode(),
                options.mustExist() || content != null,
                options.createParents(),
                options.publication(),
                options.durable(),
                options.expectedSize() < 0 ? -1 : cipher.layout().cipherSize(options.expectedSize()),
                version(path, options, content),
                options.attributes());
    }

    /** What others commit between the open and the commit would be lost otherwise. */
    private @Nullable String version(FsPath path, WriteOptions options, @Nullable KeptContent content) {
        if (options.ifVersion() != null || content == null) {
            return options.ifVersion();
        }
        return owner.capabilities(path).has(Capability.CONDITIONAL_WRITE) ? content.version() : null;
    }
}
