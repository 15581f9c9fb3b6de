package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.BusyException;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.SubtreeException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links in a tree whose root storage has {@code /m} covered, and links in what is mounted there. */
class MountLinksTest {

    private final MemoryBackend root = Trees.memory();
    private final MemoryBackend mounted = Trees.memory();
    private final MountBackend tree = new MountBackend(root);
    private final FileSystem fs = FileSystem.over(tree);

    @BeforeEach
    void mount() throws IOException {
        fs.createDirectory("/m");
        fs.write("/m/f", "covered");
        fs.createDirectory("/m/d");
        tree.mount(FsPath.of("/m"), mounted, MountOptions.DEFAULT);
        fs.createDirectory("/m/d");
        fs.write("/m/f", "mounted");
        fs.write("/m/d/f", "below");
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    private void link(String link, String target) throws IOException {
        fs.createSymbolicLink(FsPath.of(link), target);
    }

    @Test
    void a_link_to_where_another_storage_is_mounted_leads_into_that_one() throws IOException {
        link("/to-file", "/m/f");
        link("/to-mount", "m");
        link("/round", "m/d/../f");
        assertEquals("mounted", fs.readString("/to-file"));
        assertEquals("mounted", fs.readString("/to-mount/f"));
        assertEquals("below", fs.readString("/to-mount/d/f"));
        assertEquals("mounted", fs.readString("/round"));
        assertEquals(FsPath.of("/to-mount/f"), fs.stat("/to-mount/f").path());
        assertEquals(
                List.of(FsPath.of("/to-mount/d"), FsPath.of("/to-mount/f")),
                fs.entries("/to-mount").stream().map(FileInfo::path).sorted().toList());
        fs.write("/to-mount/new", "x");
        assertEquals("x", fs.readString("/m/new"));
        fs.write("/to-file", "changed");
        assertEquals("changed", fs.readString("/m/f"));
        fs.move("/to-mount/new", "/to-mount/d/new");
        assertEquals("x", fs.readString("/m/d/new"));
        fs.delete("/to-mount/d/new");
    }

    @Test
    void a_link_leads_from_its_storages_own_root_and_is_told_from_the_trees() throws IOException {
        link("/m/link", "/m/d/f");
        assertEquals("/d/f", mounted.readLink(FsPath.of("/link")));
        assertEquals("/m/d/f", fs.readLink(FsPath.of("/m/link")));
        assertEquals("below", fs.readString("/m/link"));
        link("/m/d/up", "../f");
        assertEquals("../f", fs.readLink(FsPath.of("/m/d/up")));
        assertEquals("mounted", fs.readString("/m/d/up"));
    }

    @Test
    void no_link_leads_out_of_its_storage() throws IOException {
        fs.write("/secret", "x");
        assertThrows(AccessDeniedException.class, () -> link("/m/out", "/secret"));
        assertThrows(AccessDeniedException.class, () -> link("/m/out", "../secret"));
        assertThrows(AccessDeniedException.class, () -> link("/m/out", "/../secret"));
        // With a mount below, the tree follows the links of what is mounted at /m.
        tree.mount(FsPath.of("/m/d/n"), Trees.memory(), MountOptions.DEFAULT);
        fs.createDirectory("/m/e");
        link("/m/e/up", "../d/n");
        fs.write("/m/d/n/f", "nested");
        assertEquals("nested", fs.readString("/m/e/up/f"));
        mounted.createDirectory(FsPath.of("/x"));
        mounted.createSymbolicLink(FsPath.of("/x/out"), "../e");
        mounted.move(FsPath.of("/x/out"), FsPath.of("/out"), IfExists.FAIL);
        assertThrows(AccessDeniedException.class, () -> fs.list("/m/out"));
    }

    @Test
    void a_circle_through_two_storages_is_a_loop() throws IOException {
        tree.mount(FsPath.of("/m/n"), Trees.memory(), MountOptions.DEFAULT);
        link("/a", "/m/n/../b");
        link("/b", "/a");
        link("/m/b", "/m/b");
        assertThrows(FileSystemLoopException.class, () -> fs.stat("/b"));
        assertThrows(FileSystemLoopException.class, () -> fs.stat("/a"));
    }

    @Test
    void what_the_storage_behind_a_link_cannot_do_is_refused() throws IOException {
        tree.mount(FsPath.of("/ro"), Trees.memory(), MountOptions.DEFAULT.withReadOnly(true));
        link("/link", "/ro");
        for (WriteOptions options : List.of(WriteOptions.replace(), WriteOptions.append(), WriteOptions.createNew())) {
            UnsupportedCapabilityException failure =
                    assertThrows(UnsupportedCapabilityException.class, () -> fs.openWrite("/link/f", options));
            assertEquals(Capability.WRITE, failure.capability());
        }
        assertThrows(UnsupportedCapabilityException.class, () -> fs.createDirectory("/link/d"));
        assertThrows(UnsupportedCapabilityException.class, () -> fs.delete("/link/d"));
        assertThrows(UnsupportedCapabilityException.class, () -> link("/link/l", "x"));
    }

    @Test
    void mounts_are_protected_from_what_comes_through_links() throws IOException {
        fs.createDirectory("/top");
        tree.mount(FsPath.of("/top/n"), Trees.memory(), MountOptions.DEFAULT);
        link("/link", "/top");
        assertThrows(BusyException.class, () -> fs.delete("/link/n"));
        assertThrows(BusyException.class, () -> fs.move("/link/n", "/x"));
        assertThrows(UnsupportedCapabilityException.class, () -> tree.list(FsPath.of("/link"), ListOptions.TREE));
        assertEquals(
                List.of("n"), fs.entries("/link").stream().map(FileInfo::name).toList());
        fs.delete("/link");
        assertEquals(true, fs.stat("/top/n").isDirectory());
    }

    @Test
    void a_move_and_a_copy_onto_itself_through_a_link_change_nothing() throws IOException {
        fs.createDirectories("/d/e");
        fs.write("/d/f", "x");
        link("/link", "d");
        fs.move(FsPath.of("/d/f"), FsPath.of("/link/f"), IfExists.REPLACE);
        fs.copy(FsPath.of("/d/f"), FsPath.of("/link/f"), IfExists.REPLACE);
        assertEquals("x", fs.readString("/d/f"));
        assertThrows(SubtreeException.class, () -> fs.move("/d", "/link/e/d"));
        link("/mlink", "m");
        fs.move(FsPath.of("/m/f"), FsPath.of("/mlink/f"), IfExists.REPLACE);
        assertEquals("mounted", fs.readString("/m/f"));
    }

    @Test
    void a_link_itself_is_not_moved_to_another_storage() throws IOException {
        link("/link", "m");
        assertThrows(UnsupportedCapabilityException.class, () -> fs.move("/link", "/m/link"));
        assertEquals("m", root.readLink(FsPath.of("/link")));
        assertEquals(true, tree.stat(FsPath.of("/link"), Links.NO_FOLLOW).isSymbolicLink());
    }
}
