package io.anyfs.overlay.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.overlay.view.SameNames;
import io.anyfs.overlay.view.UniqueNamesBackend;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.NameFolding;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of the layers, and what a change copies. */
class UnionBackendTest extends TwoLayers {

    @Test
    void directories_are_merged_and_the_topmost_file_is_seen() throws IOException {
        fs.write("/d/new", "1");
        fs.write("/d/f", "upper");
        assertEquals(List.of("e", "f", "new"), names("/d"));
        assertEquals("upper", fs.readString("/d/f"));
        assertEquals("deep", fs.readString("/d/e/g"));
    }

    @Test
    void a_file_of_an_upper_layer_hides_a_directory_and_the_other_way_round() throws IOException {
        above.write("/d", "file");
        above.createDirectory("/f");
        above.write("/f/x", "in a directory");
        assertEquals("file", fs.readString("/d"));
        assertThrows(NotDirectoryException.class, () -> fs.stat("/d/f"));
        assertEquals(List.of("x"), names("/f"));
        assertEquals(List.of("d", "f"), names("/"));
    }

    @Test
    void a_changed_file_is_copied_with_its_mode_and_its_directories_with_theirs() throws IOException {
        fs.write("/d/f", WriteOptions.append(), out -> out.write(new byte[] {'!'}));
        fs.write("/f", WriteOptions.update(), out -> out.write(new byte[] {'L'}));
        assertEquals("lower!", above.readString("/d/f"));
        assertEquals("Lower", above.readString("/f"));
        assertEquals(0604, mode(above, "/f"));
        assertEquals(0750, mode(above, "/d"));
    }

    @Test
    void a_change_of_attributes_copies_the_file_and_keeps_the_others() throws IOException {
        fs.setAttributes(FsPath.of("/f"), AttributeChanges.mode(0600));
        assertEquals("lower", above.readString("/f"));
        assertEquals(LONG_AGO, fs.stat("/f").lastModified());
        assertEquals(0600, mode(fs, "/f"));
        fs.setAttributes(FsPath.of("/d"), AttributeChanges.mode(0700));
        assertEquals(LONG_AGO, fs.stat("/d").lastModified());
        assertEquals(0700, mode(fs, "/d"));
        assertEquals(List.of("e", "f"), names("/d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "update", "replace"})
    void an_aborted_write_leaves_no_file_in_the_write_layer(String mode) throws IOException {
        WriteOptions options = switch (mode) {
            case "append" -> WriteOptions.append();
            case "update" -> WriteOptions.update();
            default -> WriteOptions.replace();
        };
        try (WriteHandle out = fs.openWrite("/d/e/g", options)) {
            out.write(new byte[100_000]);
            assertEquals("deep", fs.readString("/d/e/g"));
        }
        assertEquals("deep", fs.readString("/d/e/g"));
        assertFalse(above.exists("/d/e/g"));
        assertEquals(List.of(), above.entries("/d/e"));
    }

    @Test
    void a_write_in_place_changes_a_copy() throws IOException {
        try (WriteHandle out = fs.openWrite("/f", WriteOptions.append().inPlace())) {
            out.write(new byte[] {'!'});
            assertEquals("lower!", fs.readString("/f"));
        }
        assertEquals("lower!", fs.readString("/f"));
    }

    @Test
    void positions_in_an_update_are_those_of_the_file() throws IOException {
        fs.write("/f", WriteOptions.update(), out -> {
            out.write(new byte[] {'A'});
            out.write(ByteBuffer.wrap(new byte[] {'Z'}), 7);
            out.write(new byte[] {'B'});
            ByteBuffer back = ByteBuffer.allocate(3);
            assertEquals(3, out.read(back, 0));
            assertEquals("ABw", new String(back.array(), java.nio.charset.StandardCharsets.US_ASCII));
        });
        assertEquals("ABwer\0\0Z", fs.readString("/f"));
    }

    @Test
    void a_lower_file_moves_by_a_copy_and_a_mark() throws IOException {
        fs.move("/f", "/d/e/moved");
        assertEquals("lower", fs.readString("/d/e/moved"));
        assertEquals(LONG_AGO, fs.stat("/d/e/moved").lastModified());
        assertEquals(0604, mode(fs, "/d/e/moved"));
        assertEquals(List.of("d"), names("/"));
        fs.move(FsPath.of("/d/f"), FsPath.of("/d/e/g"), IfExists.REPLACE);
        assertEquals("lower", fs.readString("/d/e/g"));
        fs.move("/d/e/g", "/f");
        assertEquals(List.of("d", "f"), names("/"));
        assertEquals(List.of("moved"), names("/d/e"));
    }

    @Test
    void a_lower_link_moves_over_a_file_and_a_file_over_a_link() throws IOException {
        below.createSymbolicLink(FsPath.of("/link"), "d/f");
        below.createSymbolicLink(FsPath.of("/link2"), "d/f");
        lowerBefore = Snapshot.of(below);
        fs.write("/target", "old");
        fs.move(FsPath.of("/link"), FsPath.of("/target"), IfExists.REPLACE);
        assertEquals("d/f", fs.readLink(FsPath.of("/target")));
        fs.move(FsPath.of("/f"), FsPath.of("/target"), IfExists.REPLACE);
        assertTrue(fs.lstat(FsPath.of("/target")).isFile());
        fs.move(FsPath.of("/target"), FsPath.of("/link2"), IfExists.REPLACE);
        assertEquals("lower", fs.readString("/link2"));
        assertTrue(fs.lstat(FsPath.of("/link2")).isFile());
        assertEquals(List.of("d", "link2"), names("/"));
        assertEquals("lower", fs.readString("/d/f"));
    }

    @Test
    void a_link_is_not_moved_to_where_it_would_lead_out_of_the_root() throws IOException {
        below.createSymbolicLink(FsPath.of("/d/link"), "../f");
        lowerBefore = Snapshot.of(below);
        fs.createSymbolicLink(FsPath.of("/d/upper"), "../f");
        assertThrows(AccessDeniedException.class, () -> fs.move("/d/link", "/link"));
        assertThrows(AccessDeniedException.class, () -> fs.move("/d/upper", "/upper"));
        assertEquals(List.of("d", "f"), names("/"));
        assertEquals(List.of("e", "f", "link", "upper"), names("/d"));
    }

    @Test
    void directories_are_not_moved_but_moved_as_trees() throws IOException {
        assertThrows(UnsupportedCapabilityException.class, () -> fs.move("/d", "/x"));
        TreeMove.of(fs, FsPath.of("/d"), fs, FsPath.of("/x")).run();
        assertEquals(List.of("f", "x"), names("/"));
        assertEquals("deep", fs.readString("/x/e/g"));
    }

    @Test
    void links_lead_through_all_layers() throws IOException {
        below.createSymbolicLink(FsPath.of("/to-new"), "d/new");
        below.createSymbolicLink(FsPath.of("/to-d"), "/d");
        lowerBefore = Snapshot.of(below);
        assertFalse(fs.exists("/to-new"));
        fs.write("/d/new", "upper");
        assertEquals("upper", fs.readString("/to-new"));
        fs.createSymbolicLink(FsPath.of("/d/up"), "../f");
        assertEquals("lower", fs.readString("/to-d/up"));
        fs.write("/to-d/f", "through a link");
        assertEquals("through a link", above.readString("/d/f"));
        fs.delete("/to-d/e/g");
        assertEquals(List.of(), names("/d/e"));
        assertEquals(FsPath.of("/to-d/f"), fs.stat("/to-d/f").path());
    }

    @Test
    void versions_of_different_layers_are_never_taken_for_each_other() throws IOException {
        String old = Objects.requireNonNull(fs.stat("/f").version());
        fs.write("/f", WriteOptions.replace().onlyIfVersion(old), out -> out.write(new byte[] {1}));
        assertThrows(
                FileChangedException.class,
                () -> fs.write("/f", WriteOptions.replace().onlyIfVersion(old), out -> out.write(new byte[] {2})));
        String upperVersion = Objects.requireNonNull(fs.stat("/f").version());
        try (WriteHandle out = fs.openWrite("/f", WriteOptions.update().onlyIfVersion(upperVersion))) {
            fs.write("/f", "other");
            assertThrows(FileChangedException.class, out::commit);
        }
        assertEquals("other", fs.readString("/f"));
    }

    @Test
    void a_union_without_a_writable_layer_is_read_only() throws IOException {
        UnionBackend reading = new UnionBackend(
                List.of(UnionLayer.readOnly("a", Unions.lent(upper)), UnionLayer.readOnly("b", Unions.lent(lower))));
        fs.delete("/d/f");
        try (FileSystem union = FileSystem.over(reading)) {
            assertFalse(union.capabilities().has(Capability.WRITE));
            assertThrows(UnsupportedCapabilityException.class, () -> union.write("/x", "1"));
            assertFalse(union.exists("/d/f"), "marks of lower layers count");
        }
        assertThrows(IllegalStateException.class, reading::rollback);
    }

    @Test
    void what_a_layer_above_the_writable_one_has_cannot_be_changed() throws IOException {
        above.write("/top", "1");
        try (FileSystem union = FileSystem.over(new UnionBackend(List.of(
                UnionLayer.readOnly("a", Unions.lent(upper)),
                UnionLayer.writable("b", new MemoryBackend(MemoryOptions.DEFAULT)),
                UnionLayer.readOnly("c", Unions.lent(lower)))))) {
            assertThrows(AccessDeniedException.class, () -> union.write("/top", "2"));
            assertThrows(AccessDeniedException.class, () -> union.delete("/top"));
            assertThrows(AccessDeniedException.class, () -> union.move("/top", "/moved"));
            union.write("/f", "changed");
            union.delete("/d/f");
            assertEquals("changed", union.readString("/f"));
            assertFalse(union.exists("/d/f"));
            assertEquals(List.of("d", "f", "top"), names(union, "/"));
        }
    }

    @Test
    void layers_that_cannot_be_a_union_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new UnionBackend(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new UnionBackend(List.of(UnionLayer.writable("a", upper), UnionLayer.readOnly("a", lower))));
        MemoryBackend narrow = new MemoryBackend(MemoryOptions.DEFAULT.withMaxNameBytes(73));
        assertThrows(IllegalArgumentException.class, () -> new UnionBackend(List.of(UnionLayer.writable("a", narrow))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new UnionBackend(List.of(UnionLayer.writable("a", new io.anyfs.spi.ReadOnlyBackend(upper)))));
    }

    @Test
    void layers_that_do_not_agree_on_which_names_are_the_same_are_refused() {
        for (SameNames same : SameNames.values()) {
            UnionLayer other = UnionLayer.readOnly("b", new UniqueNamesBackend(lower, same));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new UnionBackend(List.of(UnionLayer.writable("a", upper), other)));
        }
    }

    @Test
    void a_mark_hides_all_writings_of_a_name_that_are_the_same() {
        Markers exact = new Markers(NameFolding.NONE);
        Markers folding = new Markers(NameFolding.NORMALIZATION);
        assertNotEquals(exact.nameOf("caf\u00e9"), exact.nameOf("cafe\u0301"));
        assertEquals(folding.nameOf("caf\u00e9"), folding.nameOf("cafe\u0301"));
        assertNotEquals(folding.nameOf("caf\u00e9"), folding.nameOf("CAF\u00c9"));
    }
}
