package io.anyfs.expose.sftp;

import io.anyfs.FsPath;
import java.util.ArrayDeque;
import java.util.Deque;

/** Turns the paths that clients send into paths of the filesystem. The home directory is its root. */
final class ClientPath {

    private ClientPath() {}

    /**
     * A path to work on.
     *
     * @throws java.nio.file.InvalidPathException if it leads above the root or no path can be so
     */
    static FsPath of(String text) {
        return text.isEmpty() ? FsPath.ROOT : FsPath.of(text);
    }

    /**
     * A path to show, where {@code ..} of the root is the root: {@code cd ..} asks this, and POSIX answers so. The entry need
     * not exist, and no link is resolved.
     */
    static FsPath canonical(String text) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : text.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        return FsPath.of("/" + String.join("/", names));
    }

    /** The same for a path that may begin with the home directory's {@code ~}. */
    static FsPath expanded(String text) {
        return text.equals("~") || text.startsWith("~/") ? canonical(text.substring(1)) : canonical(text);
    }
}
