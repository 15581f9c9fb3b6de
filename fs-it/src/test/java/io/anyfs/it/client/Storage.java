package io.anyfs.it.client;

import io.anyfs.FileSystem;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The storages that clients are tried on. */
public enum Storage {
    MEMORY {
        @Override
        public FileSystem open(Path directory) {
            return MemoryFileSystem.create();
        }

        @Override
        public Path fill(Path tree) throws IOException {
            return SampleTree.create(tree, 60, 2_000_000);
        }
    },

    LOCAL {
        @Override
        public FileSystem open(Path directory) throws IOException {
            return LocalFileSystem.open(Files.createDirectories(directory));
        }

        @Override
        public Path fill(Path tree) throws IOException {
            if (!THOROUGH) {
                return SampleTree.create(tree, 120, 32L << 20);
            }
            SampleTree.create(tree, 500, 256L << 20);
            SampleTree.copySources(tree.resolve("sources"));
            return tree;
        }
    };

    private static final boolean THOROUGH = Boolean.getBoolean("anyfs.thorough");

    /** An empty storage; on disk, it is in this directory. */
    public abstract FileSystem open(Path directory) throws IOException;

    /** Fills a directory of this machine with what is to be moved to this storage: as much as it, or a build, has room for. */
    public abstract Path fill(Path tree) throws IOException;
}
