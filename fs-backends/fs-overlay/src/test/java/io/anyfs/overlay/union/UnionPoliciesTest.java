package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tree.Glob;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several layers that are written to. */
class UnionPoliciesTest {

    private final MemoryBackend a = new MemoryBackend(MemoryOptions.DEFAULT.withQuotaBytes(1000));
    private final MemoryBackend b = new MemoryBackend(MemoryOptions.DEFAULT.withQuotaBytes(2000));
    private final MemoryBackend base = new MemoryBackend(MemoryOptions.DEFAULT);
    private final FileSystem inA = FileSystem.over(Unions.lent(a));
    private final FileSystem inB = FileSystem.over(Unions.lent(b));
    private final FileSystem inBase = FileSystem.over(Unions.lent(base));

    @AfterEach
    void close() throws IOException {
        inA.close();
        inB.close();
        inBase.close();
    }

    private FileSystem union(NewFilePolicy policy) {
        return FileSystem.over(new UnionBackend(
                List.of(
                        UnionLayer.writable("a", Unions.lent(a)),
                        UnionLayer.writable("b", Unions.lent(b)),
                        UnionLayer.readOnly("base", Unions.lent(base))),
                UnionOptions.DEFAULT.withNewFiles(policy)));
    }

    @Test
    void new_files_go_into_the_first_layer_by_default() throws IOException {
        try (FileSystem fs = union(UnionOptions.DEFAULT.newFiles())) {
            fs.write("/f", "1");
            assertTrue(inA.exists("/f"));
            assertFalse(inB.exists("/f"));
        }
    }

    @Test
    void new_files_go_where_most_room_is() throws IOException {
        try (FileSystem fs = union(NewFilePolicy.MOST_FREE)) {
            assertEquals(2000, fs.space(FsPath.ROOT).usable());
            fs.write("/big", "x".repeat(1500));
            fs.createDirectory("/d");
            fs.write("/d/f", "1");
            assertTrue(inB.exists("/big"));
            assertTrue(inA.exists("/d/f"));
            assertFalse(inB.exists("/d"));
        }
    }

    @Test
    void new_files_go_where_a_pattern_says() throws IOException {
        Map<Glob, String> rules = new LinkedHashMap<>();
        rules.put(Glob.of("**/*.log"), "b");
        rules.put(Glob.of("nowhere/**"), "base");
        try (FileSystem fs = union(NewFilePolicy.byPath(rules))) {
            fs.createDirectories("/d/e");
            fs.setAttributes(FsPath.of("/d"), AttributeChanges.mode(0711));
            fs.write("/d/e/x.log", "1");
            fs.write("/d/e/x.txt", "1");
            fs.createDirectory("/nowhere");
            fs.write("/nowhere/f", "1");
            assertTrue(inB.exists("/d/e/x.log"));
            assertFalse(inB.exists("/d/e/x.txt"));
            assertTrue(inA.exists("/d/e/x.txt"));
            assertTrue(inA.exists("/nowhere/f"));
            assertEquals(
                    0711,
                    java.util.Objects.requireNonNull(inB.stat("/d").posix()).mode());
            assertEquals(2, fs.entries("/d/e").size());
        }
    }

    @Test
    void a_file_is_changed_where_it_is() throws IOException {
        inB.write("/f", "b");
        inBase.write("/g", "base");
        try (FileSystem fs = union(NewFilePolicy.FIRST)) {
            fs.write("/f", WriteOptions.append(), out -> out.write(new byte[] {'!'}));
            fs.move("/f", "/moved");
            fs.write("/g", "changed");
            assertEquals("b!", inB.readString("/moved"));
            assertEquals("changed", inA.readString("/g"));
            assertEquals("base", inBase.readString("/g"));
            assertEquals(
                    List.of("g"),
                    inA.entries("/").stream().map(entry -> entry.name()).toList());
        }
    }

    @Test
    void a_deletion_deletes_in_all_writable_layers_and_leaves_no_mark_where_none_is_needed() throws IOException {
        inA.createDirectory("/d");
        inB.createDirectory("/d");
        inA.write("/d/f", "a");
        inB.write("/d/f", "b");
        try (FileSystem fs = union(NewFilePolicy.FIRST)) {
            assertEquals("a", fs.readString("/d/f"));
            TreeDelete.delete(fs, FsPath.of("/d"));
            assertEquals(List.of(), inA.entries("/"));
            assertEquals(List.of(), inB.entries("/"));
        }
    }

    @Test
    void what_a_layer_has_that_is_only_read_is_hidden() throws IOException {
        inBase.createDirectory("/d");
        inBase.write("/d/f", "base");
        inB.createDirectory("/d");
        inB.write("/d/f", "b");
        try (FileSystem fs = union(NewFilePolicy.byPath(Map.of(Glob.of("**"), "b")))) {
            fs.delete("/d/f");
            assertFalse(fs.exists("/d/f"));
            assertFalse(inB.exists("/d/f"));
            TreeDelete.delete(fs, FsPath.of("/d"));
            assertEquals(List.of(), fs.entries("/"));
            fs.createDirectory("/d");
            fs.write("/d/g", "1");
            assertEquals(
                    List.of("g"),
                    fs.entries("/d").stream().map(entry -> entry.name()).toList());
            assertEquals("base", inBase.readString("/d/f"));
        }
    }

    @Test
    void of_two_that_create_one_file_in_different_layers_one_wins() throws IOException {
        boolean[] first = {true};
        NewFilePolicy alternating = (path, layers) -> {
            first[0] = !first[0];
            return layers.get(first[0] ? 0 : 1);
        };
        try (FileSystem fs = union(alternating)) {
            try (WriteHandle one = fs.openWrite("/f", WriteOptions.createNew());
                    WriteHandle two = fs.openWrite("/f", WriteOptions.createNew())) {
                one.commit();
                assertThrows(FileAlreadyExistsException.class, two::commit);
            }
            try (WriteHandle one = fs.openWrite("/g", WriteOptions.replace());
                    WriteHandle two = fs.openWrite("/g", WriteOptions.replace())) {
                two.write(new byte[] {2});
                two.commit();
                one.write(new byte[] {1});
                one.commit();
            }
            assertEquals("\u0001", fs.readString("/g"));
            fs.delete("/g");
            assertFalse(fs.exists("/g"));
        }
    }

    @Test
    void several_write_layers_are_not_committed() throws IOException {
        UnionBackend union = new UnionBackend(
                List.of(UnionLayer.writable("a", Unions.lent(a)), UnionLayer.writable("b", Unions.lent(b))));
        assertThrows(IllegalStateException.class, union::commit);
        assertThrows(IllegalStateException.class, union::rollback);
        assertThrows(IllegalStateException.class, () -> union.diff(change -> {}));
        union.close();
    }
}
