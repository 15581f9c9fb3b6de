package io.anyfs.overlay.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.BusyException;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Links;
import io.anyfs.Operation;
import io.anyfs.RootException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.spi.Backend;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tree looks like, and what it refuses. */
class MountBackendTest {

    private final MemoryBackend root = Trees.memory();
    private final MountBackend tree = new MountBackend(root);
    private final FileSystem fs = FileSystem.over(tree);

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    private void mount(String path) throws IOException {
        tree.mount(FsPath.of(path), Trees.memory(), MountOptions.DEFAULT);
    }

    private List<String> names(String directory) throws IOException {
        return fs.entries(directory).stream().map(FileInfo::name).sorted().toList();
    }

    @Test
    void the_longest_mount_point_owns_a_path() throws IOException {
        mount("/a");
        mount("/a/b/c");
        fs.write("/f", "root");
        fs.write("/a/f", "outer");
        fs.write("/a/b/c/f", "inner");
        fs.write("/ab", "root too");
        assertEquals(List.of("a", "ab", "f"), names("/"));
        assertEquals(List.of("b", "f"), names("/a"));
        assertEquals("inner", fs.readString("/a/b/c/f"));
        assertThrows(NoSuchFileException.class, () -> root.stat(FsPath.of("/a/f"), Links.FOLLOW));
        assertEquals(
                List.of("/", "/a", "/a/b/c"),
                tree.mounts().stream().map(mount -> mount.path().toString()).toList());
    }

    @Test
    void a_mount_hides_what_is_there_until_it_is_unmounted() throws IOException {
        fs.createDirectories("/a/b");
        fs.write("/a/b/f", "hidden");
        mount("/a");
        assertEquals(List.of(), names("/a"));
        assertFalse(fs.exists("/a/b/f"));
        assertThrows(NoSuchFileException.class, () -> fs.openRead("/a/b/f"));
        tree.unmount(FsPath.of("/a"), Unmount.IF_IDLE);
        assertEquals("hidden", fs.readString("/a/b/f"));
    }

    @Test
    void every_entry_is_listed_once_and_as_stat_says() throws IOException {
        fs.createDirectories("/real/below");
        fs.createDirectory("/other");
        mount("/real");
        mount("/other/x/y");
        mount("/virtual/deep");
        Map<FsPath, FileInfo> entries =
                fs.entries("/").stream().collect(Collectors.toMap(FileInfo::path, entry -> entry));
        assertEquals(3, entries.size());
        for (FileInfo entry : entries.values()) {
            assertEquals(fs.lstat(entry.path()), entry);
        }
        assertEquals(List.of("x"), names("/other"));
        assertEquals(fs.stat("/virtual/deep"), fs.entries("/virtual").get(0));
    }

    @Test
    void the_facts_of_a_mount_point_are_those_of_the_storage() throws IOException {
        MemoryBackend storage = Trees.memory();
        storage.setAttributes(FsPath.ROOT, AttributeChanges.lastModified(Instant.EPOCH), Links.FOLLOW);
        tree.mount(FsPath.of("/m"), storage, MountOptions.DEFAULT);
        assertEquals(storage.stat(FsPath.ROOT, Links.FOLLOW).withPath(FsPath.of("/m")), fs.stat("/m"));
        assertEquals(Instant.EPOCH, fs.stat("/m").lastModified());
    }

    @Test
    void directories_above_a_mount_point_are_virtual_until_something_is_written_into_them() throws IOException {
        mount("/v/w/m");
        assertTrue(fs.stat("/v/w").isDirectory());
        assertThrows(NoSuchFileException.class, () -> root.stat(FsPath.of("/v"), Links.FOLLOW));
        fs.write("/v/w/f", "x");
        assertEquals(List.of("f", "m"), names("/v/w"));
        tree.unmount(FsPath.of("/v/w/m"), Unmount.IF_IDLE);
        assertEquals(List.of("f"), names("/v/w"));
        mount("/u/m");
        tree.unmount(FsPath.of("/u/m"), Unmount.IF_IDLE);
        assertFalse(fs.exists("/u"));
    }

    @Test
    void all_that_creates_an_entry_makes_a_virtual_directory_real() throws IOException {
        for (String above : List.of("/a", "/b", "/c", "/d", "/e")) {
            mount(above + "/m");
        }
        fs.write("/f", "x");
        fs.createDirectory("/a/d");
        fs.createSymbolicLink(FsPath.of("/b/link"), "/f");
        fs.copy("/f", "/c/f");
        fs.move("/f", "/d/f");
        fs.setAttributes(FsPath.of("/e"), AttributeChanges.lastModified(Instant.EPOCH));
        for (MountInfo mount : tree.mounts()) {
            if (!mount.path().isRoot()) {
                tree.unmount(mount.path(), Unmount.IF_IDLE);
            }
        }
        assertEquals(List.of("a", "b", "c", "d", "e"), names("/"));
        assertEquals("x", fs.readString("/d/f"));
        assertEquals(Instant.EPOCH, fs.stat("/e").lastModified());
    }

    @Test
    void a_write_that_has_to_find_its_file_creates_no_directory() throws IOException {
        mount("/v/m");
        assertThrows(
                NoSuchFileException.class,
                () -> fs.openWrite("/v/f", WriteOptions.replace().mustExistAlready()));
        assertThrows(NoSuchFileException.class, () -> fs.openWrite("/v/w/f", WriteOptions.replace()));
        tree.unmount(FsPath.of("/v/m"), Unmount.IF_IDLE);
        assertFalse(fs.exists("/v"));
    }

    @Test
    void mount_points_and_what_is_above_them_are_neither_deleted_nor_moved_nor_replaced() throws IOException {
        fs.write("/f", "x");
        fs.createDirectories("/real/d");
        mount("/real/d/m");
        mount("/v/m");
        for (String kept : List.of("/real", "/real/d", "/real/d/m", "/v", "/v/m")) {
            assertThrows(BusyException.class, () -> fs.delete(FsPath.of(kept)), kept);
            assertThrows(BusyException.class, () -> fs.move(kept, "/elsewhere"), kept);
            assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory(kept), kept);
            assertThrows(FileAlreadyExistsException.class, () -> fs.createSymbolicLink(FsPath.of(kept), "/f"), kept);
            assertThrows(FileAlreadyExistsException.class, () -> fs.move("/f", kept), kept);
            assertThrows(FileAlreadyExistsException.class, () -> fs.copy("/f", kept), kept);
            assertThrows(IsDirectoryException.class, () -> fs.openWrite(kept, WriteOptions.replace()), kept);
            assertThrows(IsDirectoryException.class, () -> fs.openRead(kept), kept);
            assertThrows(NotLinkException.class, () -> fs.readLink(FsPath.of(kept)), kept);
        }
        assertEquals("x", fs.readString("/f"));
    }

    @Test
    void deleting_a_tree_above_a_mount_point_entry_by_entry_empties_the_storage_and_stops_at_it() throws IOException {
        mount("/v/m");
        fs.write("/v/m/f", "x");
        assertThrows(BusyException.class, () -> TreeDelete.delete(fs, FsPath.of("/v")));
        assertTrue(fs.exists("/v/m"));
        assertFalse(fs.exists("/v/m/f"));
    }

    @Test
    void without_a_root_storage_the_root_is_empty_and_read_only() throws IOException {
        MountBackend bare = new MountBackend();
        try (FileSystem view = FileSystem.over(bare)) {
            assertEquals(List.of(), view.entries("/"));
            assertEquals(List.of(), bare.mounts());
            bare.mount(FsPath.of("/a/b"), Trees.memory(), MountOptions.DEFAULT);
            assertEquals(List.of(FsPath.of("/a")), paths(view, "/"));
            assertEquals(List.of(FsPath.of("/a/b")), paths(view, "/a"));
            view.write("/a/b/f", "x");
            assertThrows(UnsupportedCapabilityException.class, () -> view.write("/f", "x"));
            assertThrows(UnsupportedCapabilityException.class, () -> view.createDirectory("/a/c"));
            assertThrows(UnsupportedCapabilityException.class, () -> view.space(FsPath.ROOT));
            assertTrue(view.space(FsPath.of("/a/b")).total() > 0);
            assertThrows(NoSuchFileException.class, () -> view.stat("/x"));
        }
    }

    private static List<FsPath> paths(FileSystem view, String directory) throws IOException {
        return view.entries(directory).stream().map(FileInfo::path).toList();
    }

    @Test
    void nothing_is_changed_through_a_read_only_mount() throws IOException {
        MemoryBackend storage = Trees.memory();
        storage.createDirectory(FsPath.of("/d"));
        tree.mount(FsPath.of("/m"), storage, MountOptions.DEFAULT.withReadOnly(true));
        fs.write("/f", "x");
        assertFalse(fs.capabilities(FsPath.of("/m/d")).has(Capability.WRITE));
        assertTrue(fs.capabilities(FsPath.of("/d")).has(Capability.WRITE));
        assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/m/f", "x"));
        assertThrows(UnsupportedCapabilityException.class, () -> fs.delete("/m/d"));
        assertThrows(UnsupportedCapabilityException.class, () -> fs.move("/f", "/m/f"));
        assertThrows(UnsupportedCapabilityException.class, () -> fs.copy("/f", "/m/f"));
        assertTrue(tree.mounts().get(1).readOnly());
    }

    @Test
    void what_works_on_whole_trees_is_not_declared_above_mounts() throws IOException {
        tree.mount(FsPath.of("/all"), new AllCapable(Trees.memory()), MountOptions.DEFAULT);
        mount("/all/a/m");
        for (String above : List.of("/all", "/all/a")) {
            assertFalse(fs.capabilities(FsPath.of(above)).has(Capability.RECURSIVE_LIST), above);
            assertFalse(fs.capabilities(FsPath.of(above)).has(Capability.DELETE_TREE), above);
        }
        assertTrue(fs.capabilities(FsPath.of("/all/b")).has(Capability.DELETE_TREE));
    }

    @Test
    void what_cannot_be_mounted_is_refused_and_stays_the_callers() throws IOException {
        fs.write("/f", "x");
        fs.createDirectory("/d");
        fs.createSymbolicLink(FsPath.of("/link"), "d");
        mount("/m");
        MemoryBackend storage = Trees.memory();
        refused(FileAlreadyExistsException.class, "/m", storage);
        refused(FileAlreadyExistsException.class, "/", storage);
        refused(NotDirectoryException.class, "/f", storage);
        refused(NotDirectoryException.class, "/f/x", storage);
        refused(NotDirectoryException.class, "/link", storage);
        refused(NotDirectoryException.class, "/link/x", storage);
        storage.createDirectory(FsPath.of("/usable"));
        tree.mount(FsPath.of("/d"), storage, MountOptions.DEFAULT);
        refused(IllegalArgumentException.class, "/e", storage);
        assertEquals(List.of("usable"), names("/d"));
    }

    private <T extends Exception> void refused(Class<T> type, String path, Backend storage) {
        List<MountInfo> before = tree.mounts();
        assertThrows(type, () -> tree.mount(FsPath.of(path), storage, MountOptions.DEFAULT), path);
        assertEquals(before, tree.mounts());
    }

    @Test
    void only_what_is_mounted_can_be_unmounted_and_the_root_stays() throws IOException {
        mount("/v/m");
        for (Unmount mode : Unmount.values()) {
            assertThrows(NoSuchFileException.class, () -> tree.unmount(FsPath.of("/v"), mode));
            assertThrows(NoSuchFileException.class, () -> tree.unmount(FsPath.of("/v/m/x"), mode));
            assertThrows(RootException.class, () -> tree.unmount(FsPath.ROOT, mode));
        }
        assertTrue(fs.exists("/v/m"));
    }

    @Test
    void what_is_mounted_below_stays_when_the_storage_above_goes() throws IOException {
        mount("/a");
        mount("/a/b/c");
        fs.write("/a/b/c/f", "x");
        tree.unmount(FsPath.of("/a"), Unmount.IF_IDLE);
        assertEquals("x", fs.readString("/a/b/c/f"));
        assertEquals(List.of("b"), names("/a"));
    }

    @Test
    void a_storage_that_cannot_be_asked_does_not_keep_the_directory_above_from_being_listed() throws IOException {
        FaultPlan plan = new FaultPlan(1).sometimes(1, Operation.STAT, Fault.fail());
        tree.mount(FsPath.of("/m"), new FaultBackend(Trees.memory(), plan), MountOptions.DEFAULT);
        assertTrue(fs.entries("/").get(0).isDirectory());
        assertThrows(IOException.class, () -> fs.stat("/m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/m/missing", "/m/sub/missing"})
    void failures_name_the_path_in_the_tree_the_operation_and_the_tree(String path) throws IOException {
        mount("/m");
        fs.createDirectory("/m/sub");
        NoSuchFileException failure = assertThrows(NoSuchFileException.class, () -> fs.openRead(path));
        assertEquals(path, failure.getFile());
        assertTrue(failure.getMessage().contains(" on mount: "), failure.getMessage());
        FileAlreadyExistsException there =
                assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory("/m/sub"));
        assertEquals("/m/sub", there.getFile());
    }

    @Test
    void all_storages_are_closed_deepest_first_and_every_failure_is_kept() throws IOException {
        ClosingOrder order = new ClosingOrder();
        MountBackend many = new MountBackend(order.storage("root"));
        many.mount(FsPath.of("/a"), order.storage("a"), MountOptions.DEFAULT);
        many.mount(FsPath.of("/a/b/c"), order.failing("c"), MountOptions.DEFAULT);
        many.mount(FsPath.of("/a/b"), order.failing("b"), MountOptions.DEFAULT);
        IOException failure = assertThrows(IOException.class, many::close);
        assertEquals(List.of("c", "b", "a", "root"), order.closed());
        assertEquals(1, failure.getSuppressed().length);
        many.close();
        assertEquals(4, order.closed().size());
        assertThrows(
                ClosedFileSystemException.class,
                () -> many.mount(FsPath.of("/x"), Trees.memory(), MountOptions.DEFAULT));
    }
}
