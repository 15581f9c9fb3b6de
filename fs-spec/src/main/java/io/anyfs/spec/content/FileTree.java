package io.anyfs.spec.content;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A described tree of files, directories and links:
 *
 * <pre>{@code
 * FileTree tree = FileTree.EMPTY
 *         .file("/readme.txt", "hello")
 *         .random("/big.bin", "10MiB", 42)
 *         .directory("/empty")
 *         .link("/latest", "readme.txt")
 *         .with("/old.txt", Entry.file("old").modified(Instant.EPOCH).mode(0600))
 *         .copy("/site", Source.resource("fixtures/site"));
 * }</pre>
 *
 * <p>Directories on the way to an entry are created as they are needed. Entries are written in their order; where a copied tree
 * and an entry overlap, the later one stays. Immutable.
 *
 * @param entries what is where
 */
public record FileTree(Map<FsPath, Entry> entries) {

    /** Nothing at all. */
    public static final FileTree EMPTY = new FileTree(Map.of());

    /** Keeps the entries from being changed, and checks that the root is a directory. */
    public FileTree {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        Entry root = entries.get(FsPath.ROOT);
        if (root instanceof Entry.File || root instanceof Entry.Link) {
            throw new IllegalArgumentException("the root is a directory");
        }
    }

    /** This tree with an entry; what was described for the path before is forgotten. */
    public FileTree with(String path, Entry entry) {
        return with(FsPath.of(path), entry);
    }

    /** This tree with an entry; what was described for the path before is forgotten. */
    public FileTree with(FsPath path, Entry entry) {
        Map<FsPath, Entry> more = new LinkedHashMap<>(entries);
        more.remove(path);
        more.put(path, entry);
        return new FileTree(more);
    }

    /** This tree with all of another, which counts where both describe a path. */
    public FileTree with(FileTree other) {
        FileTree both = this;
        for (Map.Entry<FsPath, Entry> entry : other.entries.entrySet()) {
            both = both.with(entry.getKey(), entry.getValue());
        }
        return both;
    }

    /** This tree with a file of text in UTF-8. */
    public FileTree file(String path, String text) {
        return with(path, Entry.file(text));
    }

    /** This tree with a file. */
    public FileTree file(String path, Content content) {
        return with(path, Entry.file(content));
    }

    /** This tree with a file of these bytes. */
    public FileTree file(String path, byte[] bytes) {
        return with(path, Entry.file(Content.bytes(bytes)));
    }

    /** This tree with a file of bytes by chance, as {@link Content#random(String, long)}. */
    public FileTree random(String path, String size, long seed) {
        return with(path, Entry.file(Content.random(size, seed)));
    }

    /** This tree with a directory. */
    public FileTree directory(String path) {
        return with(path, Entry.directory());
    }

    /** This tree with a symbolic link, as {@link Entry#link}. */
    public FileTree link(String path, String target) {
        return with(path, Entry.link(target));
    }

    /** This tree with all that is in a directory, or with a file. */
    public FileTree copy(String path, Source source) {
        return with(path, Entry.copy(source));
    }

    /** This tree with all that is in a directory of this machine, or with a file. */
    public FileTree copy(String path, Path source) {
        return with(path, Entry.copy(Source.file(source)));
    }

    /** This tree with all that is in a zip file. */
    public FileTree zip(String path, Source source) {
        return with(path, Entry.zip(source));
    }

    /** This tree with all that is in a tar file. */
    public FileTree tar(String path, Source source) {
        return with(path, Entry.tar(source));
    }

    /** Whether nothing is described. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * Creates it all. What is there under the same names is replaced, but for directories, which stay with what they hold.
     *
     * @param directory what the paths are below; it is created if it is missing
     * @throws io.anyfs.UnsupportedCapabilityException if an entry needs what the storage cannot keep: a link, a time, a mode
     * @throws IOException if a source cannot be read or the storage not be written; what was written stays
     */
    public void writeTo(FileSystem fs, FsPath directory) throws IOException {
        TreeWriter writer = new TreeWriter(fs, directory);
        for (Map.Entry<FsPath, Entry> entry : entries.entrySet()) {
            writer.write(entry.getKey(), entry.getValue());
        }
        writer.finish();
    }
}
