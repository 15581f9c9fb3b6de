package io.anyfs.vfs2.backend;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.vfs2.backend.Traits.Family;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileName;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystem;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.NameScope;
import org.apache.commons.vfs2.provider.UriParser;
import org.jspecify.annotations.Nullable;

/** Where paths of the storage are in the filesystem of Commons VFS, and what is there. */
final class Places {

    /** Characters of names that mean something in a URI, of some provider or of all. */
    private static final char[] RESERVED = {'?', '#', '!', '\\', ';', '[', ']'};

    private static final long UNSIGNED_SECONDS = (1L << 32) * 1000;

    private final FileSystem fs;
    private final FileName base;
    private final String basePath;
    private final Traits traits;
    private final boolean refreshes;

    /**
     * Places below a directory.
     *
     * @param refreshes the filesystem's manager remembers what it saw, and is told to forget it at each look
     */
    Places(FileObject root, Traits traits, boolean refreshes) throws FileSystemException {
        this.fs = root.getFileSystem();
        this.base = root.getName();
        String decoded = base.getPathDecoded();
        this.basePath = decoded.equals("/") ? "" : decoded;
        this.traits = traits;
        this.refreshes = refreshes;
    }

    FileSystem fileSystem() {
        return fs;
    }

    /** A path as it is written in a URI. */
    static String encoded(String path) {
        return UriParser.encode(path, RESERVED);
    }

    /** The name of an entry of a directory. */
    String nameOf(FileObject child) throws IOException {
        String name = UriParser.decode(child.getName().getBaseName());
        if (traits.family() != Family.WEBDAV) {
            return name;
        }
        // Of the octets in a reply's URL each has become a character.
        CharsetEncoder octets = StandardCharsets.ISO_8859_1.newEncoder();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(octets.encode(CharBuffer.wrap(name)))
                    .toString();
        } catch (CharacterCodingException already) {
            return name;
        }
    }

    /** The file of a path, which need not exist. */
    FileObject at(FsPath path) throws IOException {
        FileObject file = resolve(path);
        if (refreshes) {
            file.refresh();
        }
        return file;
    }

    private FileObject resolve(FsPath path) throws IOException {
        if (path.isRoot()) {
            return fs.resolveFile(base);
        }
        if (isMisunderstood(path)) {
            throw invalidName(path);
        }
        try {
            String relative = "." + encoded(path.toString());
            FileName name = fs.getFileSystemManager().resolveName(base, relative, NameScope.DESCENDENT);
            if (name.getPathDecoded().equals(basePath + path)) {
                return fs.resolveFile(name);
            }
        } catch (FileSystemException invalid) {
            InvalidNameException refusal = invalidName(path);
            refusal.initCause(invalid);
            throw refusal;
        }
        throw invalidName(path);
    }

    /**
     * Whether the provider's client would take the name for something else: JSch deletes all that matches a star, and a line feed
     * ends a command of FTP and begins another. A plus is a space to the provider of HDFS, which has no colons.
     */
    boolean isMisunderstood(FsPath path) {
        String characters = switch (traits.family()) {
            case SFTP -> "*?\\";
            case FTP -> "\r\n";
            case HDFS -> "+:";
            default -> "";
        };
        return characters.chars().anyMatch(character -> path.toString().indexOf(character) >= 0);
    }

    private static InvalidNameException invalidName(FsPath path) {
        return new InvalidNameException(path.toString(), "the provider cannot have such a name");
    }

    /** What is in a directory. A WebDAV directory lists itself among its entries, under its own name. */
    FileObject[] children(FsPath directory) throws IOException {
        Map<FileName, FileObject> once = new LinkedHashMap<>();
        for (FileObject child : at(directory).getChildren()) {
            once.putIfAbsent(child.getName(), child);
        }
        return once.values().toArray(FileObject[]::new);
    }

    /** The facts of what is at a path; {@code null} if nothing is. */
    @Nullable
    FileInfo find(FsPath path) throws IOException {
        TemporaryNames.requireFree(path);
        return findAny(path);
    }

    /** The same, of unfinished files too. */
    @Nullable
    FileInfo findAny(FsPath path) throws IOException {
        requireNoLinkAbove(path);
        if (path.name().getBytes(StandardCharsets.UTF_8).length
                > traits.capabilities().limits().maxNameBytes()) {
            // Servers tell of that in many ways.
            requireNoFileAbove(path);
            return null;
        }
        if (isLink(path)) {
            return FileInfo.of(path, FileType.OTHER, 0, Instant.EPOCH);
        }
        FileInfo found;
        try {
            found = facts(at(path), path);
        } catch (InvalidNameException refusal) {
            throw refusal;
        } catch (IOException failure) {
            requireNoFileAbove(path);
            throw failure;
        }
        if (found == null || isPhantom(path)) {
            requireNoFileAbove(path);
            return null;
        }
        return found;
    }

    FileInfo existing(FsPath path) throws IOException {
        FileInfo found = find(path);
        if (found == null) {
            throw new NoSuchFileException(path.toString());
        }
        return found;
    }

    void requireDirectory(FsPath directory, FsPath asked) throws IOException {
        FileInfo parent = find(directory);
        if (parent == null) {
            throw new NoSuchFileException(asked.toString(), null, "the directory that holds it is missing");
        } else if (!parent.isDirectory()) {
            throw new NotDirectoryException(asked.toString());
        }
    }

    /** What a listing says of what cannot be looked at. */
    FileInfo told(FileObject child, FsPath path) throws IOException {
        FileInfo told = facts(child, path);
        if (told == null) {
            throw new NoSuchFileException(path.toString());
        }
        return told;
    }

    /** What the provider says; {@code null} if it says that nothing is there. */
    @Nullable
    FileInfo facts(FileObject file, FsPath path) throws IOException {
        if (traits.family() == Family.HTTP && path.isRoot()) {
            // There is no directory of that kind; a root is needed to start from.
            return FileInfo.of(path, FileType.DIRECTORY, 0, Instant.EPOCH);
        }
        return switch (file.getType()) {
            // Of an archive without entries the provider says that its root is not there.
            case IMAGINARY ->
                path.isRoot() && isArchive() ? FileInfo.of(path, FileType.DIRECTORY, 0, Instant.EPOCH) : null;
            case FOLDER, FILE_OR_FOLDER -> FileInfo.of(path, FileType.DIRECTORY, 0, time(file));
            case FILE -> FileInfo.of(path, FileType.FILE, size(file), time(file));
        };
    }

    /** Whether the root is that of an archive. */
    private boolean isArchive() {
        return (traits.family() == Family.ZIP || traits.family() == Family.TAR) && basePath.isEmpty();
    }

    private long size(FileObject file) throws IOException {
        long told = file.getContent().getSize();
        return traits.doubtsSize(told) ? Fetched.count(file) : told;
    }

    private Instant time(FileObject file) throws IOException {
        if (!fs.hasCapability(Capability.GET_LAST_MODIFIED)) {
            return Instant.EPOCH;
        }
        try {
            long time = file.getContent().getLastModifiedTime();
            // SFTP's seconds have no sign; the client gives them one.
            boolean wrapped = traits.family() == Family.SFTP && time < 0;
            return traits.kept(Instant.ofEpochMilli(wrapped ? time + UNSIGNED_SECONDS : time));
        } catch (FileSystemException untold) {
            // HTTP servers need not tell it; and directories of archives and of servers have none.
            if (traits.family() == Family.HTTP || file.isFolder()) {
                return Instant.EPOCH;
            }
            throw untold;
        }
    }

    /** What the provider says is there though it is not. */
    private boolean isPhantom(FsPath path) throws IOException {
        if (path.isRoot()) {
            return false;
        }
        if (traits.family() == Family.COMPRESSED) {
            // Every name is a file of it.
            return path.depth() != 1
                    || !resolve(FsPath.ROOT)
                            .getChildren()[0]
                            .getName()
                            .getBaseName()
                            .equals(UriParser.encode(path.name(), RESERVED));
        }
        if (traits.family() == Family.FTP && path.depth() > 1) {
            // The listing of a file is that file, so that it seems to be in itself.
            FsPath parent = path.parentOrRoot();
            return parent.name().equals(path.name()) && !at(parent).isFolder();
        }
        return false;
    }

    /** Whether it is a link of this machine. The provider follows them, out of the root as well. */
    private boolean isLink(FsPath path) throws IOException {
        return traits.family() == Family.LOCAL
                && !path.isRoot()
                && resolve(path).isSymbolicLink();
    }

    private void requireNoLinkAbove(FsPath path) throws IOException {
        if (traits.family() != Family.LOCAL) {
            return;
        }
        for (FsPath above = path.parentOrRoot(); !above.isRoot(); above = above.parentOrRoot()) {
            if (isLink(above)) {
                throw new AccessDeniedException(
                        path.toString(), null, "it is behind a symbolic link; local: follows those that stay inside");
            }
        }
    }

    /** Providers tell differently of what is below a file. */
    private void requireNoFileAbove(FsPath path) throws IOException {
        for (FsPath above = path.parentOrRoot(); !above.isRoot(); above = above.parentOrRoot()) {
            FileInfo there = factsIfTold(above);
            if (there != null && !isPhantom(above)) {
                if (!there.isDirectory()) {
                    throw new NotDirectoryException(path.toString());
                }
                return;
            }
        }
    }

    /** What is below a file makes some servers fail; then what is above it decides. */
    private @Nullable FileInfo factsIfTold(FsPath path) throws InvalidNameException {
        try {
            return facts(at(path), path);
        } catch (InvalidNameException refusal) {
            throw refusal;
        } catch (IOException untold) {
            return null;
        }
    }
}
