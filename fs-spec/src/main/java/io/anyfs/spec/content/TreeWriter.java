package io.anyfs.spec.content;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates described entries in a filesystem. Used by one thread. */
final class TreeWriter {

    private static final int BUFFER = 64 * 1024;

    private final FileSystem fs;
    private final FsPath base;

    /** Set at the end: a new entry changes the time of its directory, and a mode may forbid one. */
    private final Map<FsPath, AttributeChanges> directories = new LinkedHashMap<>();

    TreeWriter(FileSystem fs, FsPath base) throws IOException {
        this.fs = fs;
        this.base = base;
        fs.createDirectories(base);
    }

    /** Writes the bytes of one file. */
    @FunctionalInterface
    interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    void write(FsPath path, Entry entry) throws IOException {
        if (entry instanceof Entry.File file) {
            file(path, file.content()::writeTo, file.facts().changes());
        } else if (entry instanceof Entry.Directory directory) {
            directory(path, directory.facts().changes());
        } else if (entry instanceof Entry.Link link) {
            link(path, link.target());
        } else if (entry instanceof Entry.Tree tree) {
            CopiedTree.of(tree).writeTo(this, path);
        }
    }

    /** Sets what directories should have, once all is in them. */
    void finish() throws IOException {
        List<FsPath> deepestFirst = directories.keySet().stream()
                .sorted(Comparator.comparingInt(FsPath::depth).reversed())
                .toList();
        for (FsPath directory : deepestFirst) {
            AttributeChanges changes = directories.getOrDefault(directory, AttributeChanges.NONE);
            if (!changes.isEmpty()) {
                fs.setAttributes(directory, changes);
            }
        }
    }

    void file(FsPath path, Bytes bytes, AttributeChanges changes) throws IOException {
        FsPath target = path.under(base);
        FileInfo there = replaceable(target);
        if (there != null && there.isSymbolicLink()) {
            fs.delete(target);
        }
        try (WriteHandle handle =
                fs.openWrite(target, WriteOptions.replace().creatingParents().with(changes))) {
            OutputStream out = new BufferedOutputStream(handle.asOutputStream(), BUFFER);
            bytes.writeTo(out);
            // Commits; whatever fails before closes the handle alone, and so aborts.
            out.close();
        }
    }

    void directory(FsPath path, AttributeChanges changes) throws IOException {
        FsPath target = path.under(base);
        fs.createDirectories(target);
        directories.merge(target, changes, AttributeChanges::and);
    }

    void link(FsPath path, String target) throws IOException {
        FsPath link = path.under(base);
        FileInfo there = replaceable(link);
        if (there != null) {
            fs.delete(link);
        } else {
            fs.createDirectories(link.parentOrRoot());
        }
        fs.createSymbolicLink(link, target);
    }

    /** A second file with the bytes of one that was written. */
    void copy(FsPath written, FsPath path) throws IOException {
        fs.copy(written.under(base), path.under(base), IfExists.REPLACE);
    }

    /** As much of these changes as the storage keeps. */
    AttributeChanges kept(FsPath path, Entry.Facts facts) {
        Capabilities capabilities = fs.capabilities(path.under(base));
        return new Entry.Facts(
                        capabilities.has(Capability.SET_LAST_MODIFIED) ? facts.modified() : null,
                        capabilities.has(Capability.SET_MODE) ? facts.mode() : null)
                .changes();
    }

    private @Nullable FileInfo replaceable(FsPath target) throws IOException {
        try {
            return fs.lstat(target);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }
}
