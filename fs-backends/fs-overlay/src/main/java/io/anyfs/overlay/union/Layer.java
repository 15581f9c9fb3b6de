package io.anyfs.overlay.union;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import io.anyfs.tree.NameFolding;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * A layer with its place in the stack.
 *
 * @param index from 0, the top
 */
record Layer(int index, UnionLayer union) {

    Backend backend() {
        return union.backend();
    }

    boolean writable() {
        return union.writable();
    }

    boolean has(Capability capability) {
        return backend().capabilities(FsPath.ROOT).has(capability);
    }

    NameFolding folding() {
        return NameFolding.of(backend().capabilities(FsPath.ROOT));
    }

    /** The entry itself; {@code null} if nothing is there. */
    @Nullable
    FileInfo find(FsPath path) throws IOException {
        try {
            return backend().stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    /** A version that no other layer gives: theirs may name other bytes by the same word. */
    FileInfo told(FileInfo info, FsPath path) {
        String version = info.version();
        if (version == null && info.isFile()) {
            version = info.size() + "-" + info.lastModified();
        }
        return new FileInfo(
                path,
                info.type(),
                info.size(),
                info.lastModified(),
                info.created(),
                info.lastAccess(),
                version == null ? null : index + ":" + version,
                // An id would have to survive a rename, and a copy from layer to layer does not keep it.
                null,
                info.posix());
    }
}
