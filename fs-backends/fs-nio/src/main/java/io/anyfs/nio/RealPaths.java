package io.anyfs.nio;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.spi.LinkResolver;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where paths lead when links are followed. */
final class RealPaths {

    private RealPaths() {}

    /** The path without any link, of what exists. */
    static FsPath of(FileSystem fs, FsPath path) throws IOException {
        fs.stat(path);
        return fs.capabilities(path).has(Capability.SYMBOLIC_LINKS)
                ? LinkResolver.resolve(new Entries(fs), FsPath.ROOT, path, Links.FOLLOW)
                : path;
    }

    /** Where names lead, of which some are {@code .} or {@code ..}; above the root is the root. */
    static FsPath place(FileSystem fs, List<String> names) throws IOException {
        FsPath at = FsPath.ROOT;
        for (String name : names) {
            switch (name) {
                case ".", "" -> {}
                case ".." -> at = above(fs, at);
                default -> at = at.child(name);
            }
        }
        return at;
    }

    private static FsPath above(FileSystem fs, FsPath directory) throws IOException {
        if (directory.isRoot()) {
            return directory;
        }
        if (!fs.stat(directory).isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return of(fs, directory).parentOrRoot();
    }

    /** The entries of a filesystem, all of which are its own. */
    private record Entries(FileSystem fs) implements LinkResolver.Entries {

        @Override
        public @Nullable FileInfo find(FsPath path) throws IOException {
            try {
                return fs.lstat(path);
            } catch (NoSuchFileException missing) {
                return null;
            }
        }

        @Override
        public String target(FsPath link) throws IOException {
            return fs.readLink(link);
        }
    }
}
