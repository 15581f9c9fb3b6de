package io.anyfs.it.client;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compressed files, of which one was damaged where it is stored. */
public final class DamagedStorage {

    private static final String TEXT = "What is written here compresses well. ".repeat(2_000);

    private DamagedStorage() {}

    /** The storage in a new directory. */
    public static FileSystem at(Path directory, String damaged, String whole) throws IOException {
        Files.createDirectory(directory);
        FileSystem files = FileSystems.open("compress+local:" + directory);
        files.write(damaged, TEXT);
        files.write(whole, TEXT);
        Path stored = directory.resolve(damaged.substring(1));
        byte[] bytes = Files.readAllBytes(stored);
        bytes[bytes.length / 2] ^= 1;
        Files.write(stored, bytes);
        return files;
    }
}
