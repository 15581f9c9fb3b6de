package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a tree holds, to compare it before and after a transfer: each path below its root with the SHA-256 of the file, the
 * target of the link, or the word {@code directory}.
 */
public final class TreeHashes {

    private static final String DIRECTORY = "directory";

    private TreeHashes() {}

    /** The tree below a directory of this machine. */
    public static SortedMap<String, String> of(Path root) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(path -> !path.equals(root))::iterator) {
                tree.put(
                        root.relativize(path).toString(),
                        of(path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
            }
        }
        return tree;
    }

    /** The tree below a directory of a filesystem. */
    public static SortedMap<String, String> of(FileSystem fs, String root) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        collect(fs, FsPath.of(root), "", tree);
        return tree;
    }

    /** Fails the test unless both hold the same, and names only what they differ in. */
    public static void assertSame(SortedMap<String, String> expected, SortedMap<String, String> actual) {
        SortedMap<String, String> missing = new TreeMap<>(expected);
        missing.entrySet().removeAll(actual.entrySet());
        SortedMap<String, String> unexpected = new TreeMap<>(actual);
        unexpected.entrySet().removeAll(expected.entrySet());
        assertEquals(missing, unexpected, "what differs");
    }

    /** The SHA-256 of one file of this machine. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sha256(in);
        }
    }

    /** The SHA-256 of one file of a filesystem. */
    public static String sha256(FileSystem fs, String file) throws IOException {
        try (InputStream in = fs.newInputStream(file)) {
            return sha256(in);
        }
    }

    private static String of(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes.isDirectory()) {
            return DIRECTORY;
        }
        return attributes.isSymbolicLink() ? "-> " + Files.readSymbolicLink(path) : sha256(path);
    }

    private static void collect(FileSystem fs, FsPath directory, String prefix, SortedMap<String, String> tree)
            throws IOException {
        try (DirectoryListing listing = fs.list(directory)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                String name = prefix + entry.name();
                if (entry.isDirectory()) {
                    tree.put(name, DIRECTORY);
                    collect(fs, directory.child(entry.name()), name + "/", tree);
                } else if (entry.isSymbolicLink()) {
                    tree.put(name, "-> " + fs.readLink(directory.child(entry.name())));
                } else {
                    tree.put(name, sha256(fs, directory.child(entry.name()).toString()));
                }
            }
        }
    }

    private static String sha256(InputStream in) throws IOException {
        try (DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
