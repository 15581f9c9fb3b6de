package io.anyfs.cache.writeback;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.Backend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one path of an entry that has many by links, so that a file that waits is found by each of them. */
record RealPaths(Backend storage, PendingFiles pending) {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    /**
     * The path without links. What is missing is kept as it is.
     *
     * @return {@code null} for what every storage refuses: links in a circle, out of the root, or back
     *     through what is missing
     * @throws NotDirectoryException if the path leads through a file that waits
     */
    @Nullable
    FsPath of(FsPath path, Links last) throws IOException {
        if (path.isRoot() || !storage.capabilities(path).has(Capability.SYMBOLIC_LINKS)) {
            return path;
        }
        Deque<String> names = new ArrayDeque<>(path.names());
        FsPath at = FsPath.ROOT;
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.equals("..")) {
                if (at.isRoot()) {
                    return null;
                }
                at = at.parentOrRoot();
                continue;
            }
            FsPath next = at.child(name);
            if (names.isEmpty() && last == Links.NO_FOLLOW) {
                return next;
            }
            if (!names.isEmpty() && pending.info(next) != null) {
                // The storage may have nothing there yet, and would say so.
                throw new NotDirectoryException(path.toString());
            }
            FileInfo info = find(next);
            if (info != null && info.isSymbolicLink()) {
                if (++links > MAX_LINKS) {
                    return null;
                }
                String target = storage.readLink(next);
                at = target.startsWith("/") ? FsPath.ROOT : at;
                pushNames(target, names);
            } else if (info == null || !info.isDirectory()) {
                return rest(next, names);
            } else {
                at = next;
            }
        }
        return at;
    }

    private @Nullable FileInfo find(FsPath path) throws IOException {
        try {
            return storage.stat(path, Links.NO_FOLLOW);
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return null;
        }
    }

    private static void pushNames(String target, Deque<String> names) {
        List<String> steps = List.of(target.split("/"));
        for (int i = steps.size() - 1; i >= 0; i--) {
            String step = steps.get(i);
            if (!step.isEmpty() && !step.equals(".")) {
                names.push(step);
            }
        }
    }

    private static @Nullable FsPath rest(FsPath missing, Deque<String> names) {
        FsPath path = missing;
        for (String name : names) {
            if (name.equals("..")) {
                return null;
            }
            path = path.child(name);
        }
        return path;
    }
}
