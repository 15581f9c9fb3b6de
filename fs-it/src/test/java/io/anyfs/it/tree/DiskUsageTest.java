package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.DiskUsage;
import io.anyfs.tree.DiskUsage.Usage;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskUsageTest extends TreeTest {

    @BeforeEach
    void growTree() throws IOException {
        grow(fs, "/t/a/bb", "/t/a/deep/ccc", "/t/dddd", "/t/empty/");
        fs.createSymbolicLink(path("/t/link"), "a");
    }

    @Test
    void adds_up_bytes_and_entries_of_a_tree_and_of_each_child() throws IOException {
        DiskUsage.Report report = DiskUsage.of(fs, path("/t")).measure();

        assertEquals(new Usage(9, 3, 4, 1), report.total());
        assertEquals(
                Map.of(
                        path("/t"), new Usage(9, 3, 4, 1),
                        path("/t/a"), new Usage(5, 2, 2, 0),
                        path("/t/dddd"), new Usage(4, 1, 0, 0),
                        path("/t/empty"), new Usage(0, 0, 1, 0),
                        path("/t/link"), new Usage(0, 0, 0, 1)),
                report.entries());
    }

    @Test
    void reports_to_the_depth_that_is_asked_for() throws IOException {
        assertEquals(
                List.of(path("/t")),
                List.copyOf(DiskUsage.of(fs, path("/t"))
                        .depth(0)
                        .measure()
                        .entries()
                        .keySet()));
        assertEquals(
                new Usage(3, 1, 1, 0),
                DiskUsage.of(fs, path("/t")).depth(2).measure().entries().get(path("/t/a/deep")));
        assertEquals(
                new Usage(9, 3, 5, 1), DiskUsage.of(fs, FsPath.ROOT).measure().total());
    }

    @Test
    void a_file_is_its_own_total_and_a_missing_root_fails() throws IOException {
        assertEquals(
                new Usage(4, 1, 0, 0),
                DiskUsage.of(fs, path("/t/dddd")).measure().total());
        assertThrows(
                NoSuchFileException.class, () -> DiskUsage.of(fs, path("/none")).measure());
    }

    @Test
    void what_cannot_be_read_stops_or_is_reported() throws IOException {
        try (FileSystem faulty = scripted(Script.failing(Step.LIST, "/t/a"))) {
            assertThrows(
                    IOException.class, () -> DiskUsage.of(faulty, path("/t")).measure());
            DiskUsage.Report report =
                    DiskUsage.of(faulty, path("/t")).onFailure(OnFailure.SKIP).measure();
            assertEquals(new Usage(4, 1, 3, 1), report.total());
            assertEquals(1, report.failed());
            assertEquals(path("/t/a"), report.failures().get(0).path());
        }
    }

    @Test
    void a_recursive_listing_measures_the_same() throws IOException {
        RecursiveBackend recursive = new RecursiveBackend(backend);
        try (FileSystem listing = FileSystem.over(recursive)) {
            assertEquals(
                    DiskUsage.of(fs, path("/t")).measure(),
                    DiskUsage.of(listing, path("/t")).measure());
        }
        assertEquals(1, recursive.treeListings());
    }
}
