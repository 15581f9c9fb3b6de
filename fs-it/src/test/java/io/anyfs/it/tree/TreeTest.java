package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.tree.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs every test on every storage, with two empty filesystems, and fails what leaves anything open. */
@ParameterizedClass
@EnumSource(Storage.class)
abstract class TreeTest {

    @Parameter
    Storage storage;

    @TempDir
    Path scratch;

    Backend backend;
    Backend otherBackend;
    FileSystem fs;
    FileSystem other;

    @BeforeEach
    void open() throws IOException {
        backend = storage.open(scratch.resolve("fs"));
        fs = FileSystem.over(wrapped(backend));
        otherBackend = storage.open(scratch.resolve("other"));
        other = FileSystem.over(otherBackend);
    }

    @AfterEach
    void close() throws IOException {
        try (FileSystem first = fs;
                FileSystem second = other) {
            assertEquals(List.of(), first.openResources());
            assertEquals(List.of(), second.openResources());
        }
    }

    /** The storage of the first filesystem as it is tested. */
    Backend wrapped(Backend tested) {
        return tested;
    }

    /** The first filesystem with a script that is called before each step. */
    FileSystem scripted(ScriptedBackend.Script script) {
        return FileSystem.over(wrapped(new ScriptedBackend(backend, script)));
    }

    static FsPath path(String text) {
        return FsPath.of(text);
    }

    /** Creates files that hold their own names, and for a text that ends in a slash directories. */
    static void grow(FileSystem fs, String... paths) throws IOException {
        for (String text : paths) {
            FsPath path = path(text);
            fs.createDirectories(path.assertsDirectory() ? path : path.parentOrRoot());
            if (!path.assertsDirectory()) {
                fs.write(text, path.name());
            }
        }
    }

    /** All below the root, sorted, directories with a slash behind. */
    static List<String> tree(FileSystem fs) throws IOException {
        try (Stream<FileInfo> entries = Walk.of(fs, "/").minDepth(1).sorted().stream()) {
            return entries.map(TreeTest::label).toList();
        }
    }

    static String label(FileInfo entry) {
        return entry.path() + (entry.isDirectory() ? "/" : entry.isSymbolicLink() ? "@" : "");
    }

    /** How deep a deep tree is: real directories take long to look up from the root. */
    int levels() {
        return storage == Storage.MEMORY ? 1000 : 200;
    }

    /** A directory within a directory and so on. */
    static FsPath growDeep(FileSystem fs, int levels) throws IOException {
        FsPath deepest = FsPath.ROOT;
        for (int i = 0; i < levels; i++) {
            deepest = deepest.child("d");
        }
        fs.createDirectories(deepest);
        return deepest;
    }
}
