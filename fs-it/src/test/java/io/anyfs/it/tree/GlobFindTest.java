package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.Glob;
import io.anyfs.tree.Walk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlobFindTest extends TreeTest {

    @Test
    void finds_files_and_directories_below_a_directory() throws IOException {
        grow(fs, "/src/a.java", "/src/x/b.java", "/src/x/c.txt", "/a.java");

        assertEquals(Set.of("/src/a.java", "/src/x/b.java"), found("**/*.java", "/src"));
        assertEquals(Set.of("/src/x/"), found("?", "/src"));
        assertEquals(
                Set.of("/src/", "/src/a.java", "/src/x/", "/src/x/b.java", "/src/x/c.txt", "/a.java"),
                found("**", "/"));
        assertEquals(Set.of("/src/x/c.txt"), found("src/x/c.txt", "/"));
        assertEquals(Set.of(), found("none/*.txt", "/"));
        assertEquals(Set.of(), found("a.java/*", "/"));
        assertEquals(Set.of(), found("../*", "/src"));
    }

    @Test
    void reads_only_directories_that_can_hold_a_match() throws IOException {
        grow(fs, "/logs/2023/a", "/logs/2024/b", "/logs/2024/deep/c", "/other/2024/d");
        List<FsPath> listed = new ArrayList<>();
        try (FileSystem watched = scripted((step, path) -> {
            if (step == Step.LIST) {
                listed.add(path);
            }
        })) {
            try (Stream<FileInfo> found = Glob.of("logs/*4/?").find(watched, FsPath.ROOT)) {
                assertEquals(
                        List.of(path("/logs/2024/b")), found.map(FileInfo::path).toList());
            }
        }
        assertEquals(List.of(path("/logs"), path("/logs/2024")), listed);
    }

    @Test
    void finds_in_the_order_of_a_walk_and_within_its_bounds() throws IOException {
        grow(fs, "/b/x.c", "/a/y.c", "/a/d/z.c");
        try (Stream<FileInfo> found =
                Glob.of("**/*.c").find(Walk.of(fs, "/").sorted().maxDepth(2))) {
            assertEquals(List.of("/a/y.c", "/b/x.c"), found.map(TreeTest::label).toList());
        }
    }

    @Test
    void follows_a_link_that_is_named_and_no_other() throws IOException {
        grow(fs, "/real/x");
        fs.createSymbolicLink(path("/link"), "real");

        assertEquals(Set.of("/link/x"), found("link/*", "/"));
        assertEquals(Set.of("/real/x"), found("*/x", "/"));
    }

    @Test
    void a_missing_directory_and_a_file_fail() throws IOException {
        grow(fs, "/file");
        assertThrows(NoSuchFileException.class, () -> Glob.of("*").find(fs, path("/none")));
        assertThrows(NotDirectoryException.class, () -> Glob.of("*").find(fs, path("/file")));
    }

    private Set<String> found(String pattern, String directory) throws IOException {
        try (Stream<FileInfo> found = Glob.of(pattern).find(fs, path(directory))) {
            return found.map(TreeTest::label).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
