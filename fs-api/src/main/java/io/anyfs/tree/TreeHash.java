package io.anyfs.tree;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One hash for a whole tree: two trees have the same exactly if they hold the same names, types, bytes and links. Times and
 * permissions have no part in it, nor the name of the root.
 *
 * <p>It is the hash of a manifest in UTF-8, with a line for each entry below the root, sorted by name from the root on,
 * a directory directly before what it holds. A line is a type ({@code f}, {@code d}, {@code l}, or {@code o} for anything else), the hash of the file's
 * bytes or of the link's target ({@code -} where there are neither) and the path below the root, parted by one space and ended by a
 * line feed. In the path, {@code \} is written as {@code \\} and a line feed as {@code \n}.
 *
 * <p>Needs memory for all entries of a directory. The first failure stops. Immutable and safe for use by many threads.
 */
public final class TreeHash {

    private final FileSystem fs;
    private final FsPath root;
    private final HashAlgorithm algorithm;
    private final Progress progress;

    private TreeHash(FileSystem fs, FsPath root, HashAlgorithm algorithm, Progress progress) {
        this.fs = fs;
        this.root = root;
        this.algorithm = algorithm;
        this.progress = progress;
    }

    /** The hash of a tree, by {@link HashAlgorithm#SHA_256}. */
    public static TreeHash of(FileSystem fs, FsPath root) {
        return new TreeHash(fs, root, HashAlgorithm.SHA_256, Progress.NONE);
    }

    /** By another algorithm, for the files and the manifest. */
    public TreeHash by(HashAlgorithm other) {
        return new TreeHash(fs, root, other, progress);
    }

    /** Tells of each file and of the bytes as they are read. */
    public TreeHash progress(Progress listener) {
        return new TreeHash(fs, root, algorithm, listener);
    }

    /**
     * A line of the manifest.
     *
     * @param entry the facts of the entry
     * @param hash of the file's bytes or the link's target; the empty string where there are neither
     * @param path below the root, without a leading slash, not escaped
     */
    public record Line(FileInfo entry, String hash, String path) {

        /** The line as it is in the manifest, with its line feed. */
        @Override
        public String toString() {
            String escaped = path.replace("\\", "\\\\").replace("\n", "\\n");
            return switch (entry.type()) {
                case FILE -> "f " + hash + " " + escaped + "\n";
                case SYMBOLIC_LINK -> "l " + hash + " " + escaped + "\n";
                case DIRECTORY -> "d - " + escaped + "\n";
                case OTHER -> "o - " + escaped + "\n";
            };
        }
    }

    /** Computes the hash. An interrupt of the calling thread ends it. */
    public Hash compute() throws IOException {
        return compute(line -> {});
    }

    /**
     * Computes the hash, and shows the manifest line by line.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is at the root
     */
    public Hash compute(Consumer<Line> manifest) throws IOException {
        HashComputation whole = algorithm.begin();
        try (WalkCursor walk = Walk.of(fs, root).minDepth(1).sorted().open()) {
            for (FileInfo entry = walk.next(); entry != null; entry = walk.next()) {
                Line line = new Line(
                        entry, hashOf(entry), entry.path().from(root).toString().substring(1));
                whole.update(utf8(line.toString()));
                manifest.accept(line);
            }
        }
        return new Hash(algorithm, whole.hex());
    }

    private String hashOf(FileInfo entry) throws IOException {
        return switch (entry.type()) {
            case FILE -> Hash.of(fs, entry.path(), algorithm, progress).hex();
            case SYMBOLIC_LINK -> {
                HashComputation target = algorithm.begin();
                target.update(utf8(fs.readLink(entry.path())));
                yield target.hex();
            }
            case DIRECTORY, OTHER -> "";
        };
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
