package io.anyfs.cli.serve;

import io.anyfs.cli.command.UsageException;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Tells scripts that all servers listen, and where. It is there as long as they do: one of an earlier run is deleted first.
 *
 * @param path where it is
 */
record ReadyFile(Path path) {

    /** Refuses, before anything is served, a path at which there can be no file. */
    void require() {
        Path directory = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || directory == null || !Files.isWritable(directory)) {
            throw new UsageException("cannot write the ready file " + path
                    + "; name a file in a directory that is there with --ready-file");
        }
    }

    /** Deletes what an earlier run left. */
    void clear() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Deletes it if that is possible, where nobody can be told any more. */
    void clearQuietly() {
        try {
            clear();
        } catch (IOException impossible) {
            // The next start tries again, and tells.
        }
    }

    /** Writes the file, which appears when it is whole. */
    void write(JsonLine content) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(directory, ".anyfs-ready", "");
        try {
            Files.writeString(whole, content + "\n");
            try {
                Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException unavailable) {
                Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
