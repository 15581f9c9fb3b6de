package io.anyfs.it.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.it.tree.ScriptedBackend.Script;
import io.anyfs.it.tree.ScriptedBackend.Step;
import io.anyfs.tree.Difference;
import io.anyfs.tree.TreeCompare;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeCompareTest extends TreeTest {

    @Test
    void tells_what_only_one_has_and_what_differs_in_type_size_and_link() throws IOException {
        grow(fs, "/t/left/x", "/t/same", "/t/size", "/t/type", "/t/b.c", "/t/b/d");
        grow(other, "/u/right", "/u/same", "/u/size", "/u/type/y", "/u/b.c", "/u/b/d");
        other.write("/u/size", "another");
        fs.createSymbolicLink(path("/t/link"), "one");
        other.createSymbolicLink(path("/u/link"), "two");

        assertEquals(
                List.of("ONLY_LEFT /left", "LINK_TARGET /link", "ONLY_RIGHT /right", "SIZE /size", "TYPE /type"),
                told(TreeCompare.of(fs, path("/t"), other, path("/u"))));
        assertFalse(TreeCompare.of(fs, path("/t"), other, path("/u")).same());
        assertTrue(TreeCompare.of(fs, path("/t/b"), other, path("/u/b")).same());
    }

    @Test
    void compares_bytes_times_and_permissions_only_if_asked() throws IOException {
        fs.write("/f", "aaaa");
        other.write("/f", "aaab");
        fs.setAttributes(
                path("/f"), AttributeChanges.lastModified(Instant.EPOCH).withMode(0600));
        other.setAttributes(
                path("/f"),
                AttributeChanges.lastModified(Instant.EPOCH.plusSeconds(1)).withMode(0640));
        TreeCompare compare = TreeCompare.of(fs, FsPath.ROOT, other, FsPath.ROOT);

        assertTrue(compare.same());
        assertEquals(List.of("CONTENT /f"), told(compare.contents()));
        assertEquals(List.of("LAST_MODIFIED /f"), told(compare.times()));
        assertTrue(told(compare.modes()).contains("MODE /f"));
        assertEquals(
                List.of("CONTENT /f", "LAST_MODIFIED /f", "MODE /f"),
                told(compare.contents().times().modes()).stream()
                        .filter(text -> text.endsWith("/f"))
                        .toList());
    }

    @Test
    void finds_a_difference_in_the_last_byte_of_large_files() throws IOException {
        byte[] bytes = new byte[1_000_001];
        fs.write("/f", bytes);
        other.write("/f", bytes);
        TreeCompare compare = TreeCompare.of(fs, path("/f"), other, path("/f")).contents();
        assertTrue(compare.same());

        bytes[bytes.length - 1] = 1;
        other.write("/f", bytes);
        assertEquals(List.of("CONTENT /"), told(compare));
    }

    @Test
    void what_cannot_be_read_stops_or_is_reported_and_left_out() throws IOException {
        grow(fs, "/bad/x", "/good");
        grow(other, "/bad/y", "/better");
        try (FileSystem faulty = scripted(Script.failing(Step.LIST, "/bad"))) {
            TreeCompare compare = TreeCompare.of(faulty, FsPath.ROOT, other, FsPath.ROOT);
            assertThrows(IOException.class, compare::differences);

            List<FsPath> reported = new ArrayList<>();
            assertEquals(
                    List.of("ONLY_RIGHT /better", "ONLY_LEFT /good"),
                    told(compare.onFailure((path, failure) -> reported.add(path))));
            assertEquals(List.of(path("/bad")), reported);
        }
    }

    @Test
    void a_missing_root_fails() {
        assertThrows(
                NoSuchFileException.class,
                () -> TreeCompare.of(fs, path("/none"), other, FsPath.ROOT).same());
        assertThrows(
                NoSuchFileException.class,
                () -> TreeCompare.of(fs, FsPath.ROOT, other, path("/none")).same());
    }

    private static List<String> told(TreeCompare compare) throws IOException {
        return compare.differences().stream().map(Difference::toString).toList();
    }
}
