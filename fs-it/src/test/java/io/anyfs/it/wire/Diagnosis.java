package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.SubtreeException;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds out what was wrong with a call that a server refused in a few words: the protocols have one reply for a name that is
 * taken, a directory that is not empty and much else. It looks, as careful clients do. Where nothing explains the refusal,
 * the reply itself is the failure.
 */
record Diagnosis(Lookup server) {

    private static final int MAX_LINKS = 40;

    IOException ofLook(FsPath path, Links links, IOException reply) throws IOException {
        walk(path, links);
        return reply;
    }

    IOException ofRead(FsPath path, IOException reply) throws IOException {
        return walk(path, Links.FOLLOW).isDirectory() ? new IsDirectoryException(path.toString(), null) : reply;
    }

    IOException ofList(FsPath path, IOException reply) throws IOException {
        return walk(path, Links.FOLLOW).isDirectory() ? reply : new NotDirectoryException(path.toString());
    }

    IOException ofReadLink(FsPath path, IOException reply) throws IOException {
        return walk(path, Links.NO_FOLLOW).isSymbolicLink() ? reply : new NotLinkException(path.toString());
    }

    IOException ofWrite(FsPath path, WriteOptions options, IOException reply) throws IOException {
        requireParent(path);
        FileInfo there = server.find(path);
        if (there != null && options.mode() == WriteMode.CREATE_NEW) {
            return new FileAlreadyExistsException(path.toString());
        }
        if (there == null) {
            return options.mustExist() ? new NoSuchFileException(path.toString()) : reply;
        }
        return walk(path, Links.FOLLOW).isDirectory() ? new IsDirectoryException(path.toString(), null) : reply;
    }

    IOException ofCreate(FsPath path, IOException reply) throws IOException {
        requireParent(path);
        return server.find(path) == null ? reply : new FileAlreadyExistsException(path.toString());
    }

    IOException ofHardLink(FsPath link, FsPath file, IOException reply) throws IOException {
        requireParent(link);
        if (server.find(link) != null) {
            return new FileAlreadyExistsException(link.toString());
        }
        return walk(file, Links.FOLLOW).isDirectory() ? new IsDirectoryException(link.toString(), null) : reply;
    }

    IOException ofDelete(FsPath path, IOException reply) throws IOException {
        FileInfo there = walk(path, Links.NO_FOLLOW);
        // A file that was in the way of the server may be gone since, or not be seen yet.
        boolean full = String.valueOf(reply.getMessage()).contains("irectory not empty") || !server.isEmpty(path);
        return there.isDirectory() && full ? new DirectoryNotEmptyException(path.toString()) : reply;
    }

    IOException ofMove(FsPath source, FsPath target, IfExists ifExists, IOException reply) throws IOException {
        FileInfo moved = walk(source, Links.NO_FOLLOW);
        if (moved.isDirectory() && isBelow(target, source)) {
            return new SubtreeException(source.toString(), target.toString(), null);
        }
        requireParent(target);
        FileInfo there = server.find(target);
        boolean kept = there != null && (ifExists == IfExists.FAIL || there.isDirectory() || moved.isDirectory());
        return kept ? new FileAlreadyExistsException(target.toString()) : reply;
    }

    void requireParent(FsPath path) throws IOException {
        if (!path.isRoot() && !walk(path.parentOrRoot(), Links.FOLLOW).isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
    }

    /** Whether a path leads into a directory, by whatever links. */
    private boolean isBelow(FsPath path, FsPath directory) throws IOException {
        return path.startsWith(directory)
                || walk(path.parentOrRoot(), Links.FOLLOW)
                        .path()
                        .startsWith(walk(directory, Links.NO_FOLLOW).path());
    }

    /** Goes name by name and fails where the path does. */
    private FileInfo walk(FsPath path, Links last) throws IOException {
        Deque<String> names = new ArrayDeque<>(path.names());
        FsPath at = FsPath.ROOT;
        FileInfo info = require(at, path);
        int links = 0;
        while (!names.isEmpty()) {
            if (!info.isDirectory()) {
                throw new NotDirectoryException(path.toString());
            }
            FsPath next = at.child(names.pop());
            FileInfo found = require(next, path);
            if (!found.isSymbolicLink() || (names.isEmpty() && last == Links.NO_FOLLOW)) {
                at = next;
                info = found;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            List<String> target =
                    FsPath.of(at.toString()).resolve(server.linkTarget(next)).names();
            for (int i = target.size() - 1; i >= 0; i--) {
                names.push(target.get(i));
            }
            at = FsPath.ROOT;
            info = require(at, path);
        }
        return info;
    }

    private FileInfo require(FsPath place, FsPath asked) throws IOException {
        FileInfo info = server.find(place);
        if (info == null) {
            throw new NoSuchFileException(asked.toString());
        }
        return info;
    }
}
