package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.WriteOptions;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tree.NameFolding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Marks by which a layer hides what lower layers have under a name: a file beside it, called {@code .anyfs.wh.} and the SHA-256
 * of the name, that holds the name. The length of the name does not matter so, nor do its characters.
 *
 * <p>There is one kind of mark only. With nothing of that name beside it, it is a deletion; beside a directory, it keeps that
 * from being merged. A deletion and a creation after it never pass a state in which the lower entry comes through.
 */
final class Markers {

    static final String PREFIX = ".anyfs.wh.";

    /** The length of a mark's name, in bytes. */
    static final int NAME_BYTES = PREFIX.length() + 64;

    private static final int MAX_NAME_BYTES = 64 * 1024;

    private final NameFolding folding;

    Markers(NameFolding folding) {
        this.folding = folding;
    }

    static boolean isReserved(String name) {
        return name.startsWith(PREFIX);
    }

    /** Refuses paths that would reach marks. */
    static void requireFree(FsPath path) throws InvalidNameException {
        if (path.toString().contains("/" + PREFIX)) {
            throw new InvalidNameException(
                    path.toString(), "names that begin with '" + PREFIX + "' are kept for the marks of the union");
        }
    }

    /** Equal for names that are the same in the view. */
    String key(String name) {
        return folding.key(name);
    }

    /** What the mark of a name is called. */
    String nameOf(String hidden) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return PREFIX + HexFormat.of().formatHex(digest.digest(key(hidden).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    FsPath of(FsPath hidden) {
        return hidden.parentOrRoot().child(nameOf(hidden.name()));
    }

    boolean isHidden(Layer layer, FsPath path) throws IOException {
        return layer.find(of(path)) != null;
    }

    /** Hides what lower layers have. The directory has to be there in this layer. */
    void hide(Layer layer, FsPath path) throws IOException {
        if (isHidden(layer, path)) {
            return;
        }
        BackendWriteHandle out = layer.backend().openWrite(of(path), WriteOptions.replace());
        boolean written = false;
        try {
            out.write(ByteBuffer.wrap(path.name().getBytes(StandardCharsets.UTF_8)));
            written = true;
        } finally {
            if (!written) {
                out.abort();
            }
        }
        out.commit();
    }

    void remove(Layer layer, FsPath marker) throws IOException {
        try {
            layer.backend().delete(marker);
        } catch (NoSuchFileException gone) {
            // That is what was wanted.
        }
    }

    /** The name that a mark hides; {@code null} for a file that is only called like a mark. */
    @Nullable
    String hiddenBy(Layer layer, FileInfo mark) throws IOException {
        if (!mark.isFile() || mark.size() > MAX_NAME_BYTES) {
            return null;
        }
        ByteBuffer name = ByteBuffer.allocate((int) mark.size());
        try (BackendReadHandle in = layer.backend().openRead(mark.path())) {
            int read = 0;
            while (name.hasRemaining() && read >= 0) {
                read = in.read(name, name.position());
            }
        }
        String text = StandardCharsets.UTF_8.decode(name.flip()).toString();
        return nameOf(text).equals(mark.name()) ? text : null;
    }
}
