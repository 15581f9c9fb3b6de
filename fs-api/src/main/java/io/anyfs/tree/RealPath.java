package io.anyfs.tree;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Finds where a path leads when all links on the way are followed. */
final class RealPath {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private RealPath() {}

    /** The path without any link, if the entry exists. Below the root, {@code ..} in a link stays at the root. */
    static FsPath of(FileSystem fs, FsPath path) throws IOException {
        FsPath real = FsPath.ROOT;
        Deque<String> rest = new ArrayDeque<>(path.names());
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.remove();
            if (name.equals("..")) {
                real = real.parentOrRoot();
                continue;
            }
            FsPath next = real.child(name);
            if (!fs.lstat(next).isSymbolicLink()) {
                real = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new FileSystemLoopException(path.toString());
            }
            String target = fs.readLink(next);
            real = target.startsWith("/") ? FsPath.ROOT : real;
            prepend(target, rest);
        }
        return real;
    }

    /** As {@link #of}, and what does not exist is in the real path of what is above it. */
    static FsPath ofWanted(FileSystem fs, FsPath path) throws IOException {
        try {
            return of(fs, path);
        } catch (NoSuchFileException missing) {
            FsPath parent = path.parent();
            return parent == null ? path : ofWanted(fs, parent).child(path.name());
        }
    }

    private static void prepend(String target, Deque<String> rest) {
        String[] names = target.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                rest.addFirst(names[i]);
            }
        }
    }
}
