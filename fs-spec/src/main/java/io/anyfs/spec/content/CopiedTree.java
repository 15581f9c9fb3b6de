package io.anyfs.spec.content;

import io.anyfs.FsPath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;

/** A tree that is stored elsewhere, and is copied with the times and modes that the target keeps. */
@FunctionalInterface
interface CopiedTree {

    /** Copies all, below a path. */
    void writeTo(TreeWriter writer, FsPath path) throws IOException;

    static CopiedTree of(Entry.Tree tree) throws IOException {
        Source source = tree.source();
        return switch (tree.format()) {
            case PLAIN -> source.isResource() ? ResourceTree.of(source) : new DirectoryTree(source.path());
            case ZIP -> new ZipTree(source);
            case TAR -> new TarTree(source);
        };
    }

    /**
     * The path of a member of an archive.
     *
     * @throws IOException if its name leads out of the archive, or is none
     */
    static FsPath member(Source archive, String name, FsPath below) throws IOException {
        try {
            String relative = name.startsWith("./") ? name.substring(2) : name;
            return FsPath.of("/" + relative).under(below);
        } catch (InvalidPathException invalid) {
            FileSystemException refusal = new FileSystemException(
                    archive.toString(), null, "no file can be called like its member '" + name + "'");
            refusal.initCause(invalid);
            throw refusal;
        }
    }

    /** A failure with the archive's name: libraries that read archives do not know it. Failures of storages have names. */
    static IOException named(Source archive, IOException failure) {
        if (failure instanceof FileSystemException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedChannelException) {
            return failure;
        }
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new IOException(archive + ": damaged, or of another format: " + reason, failure);
    }
}
