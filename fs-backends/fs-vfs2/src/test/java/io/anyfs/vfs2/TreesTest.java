package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.memory.MemoryFileSystem;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.vfs2.CacheStrategy;
import org.apache.commons.vfs2.FileChangeEvent;
import org.apache.commons.vfs2.FileListener;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FilesCache;
import org.apache.commons.vfs2.Selectors;
import org.apache.commons.vfs2.cache.NullFilesCache;
import org.apache.commons.vfs2.cache.WeakRefFilesCache;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletes, copies and moves, where Commons VFS's own would lose something. */
class TreesTest {

    private final List<Operation> operations = new CopyOnWriteArrayList<>();
    private StandardFileSystemManager manager;
    private FileSystem storage;
    private FileObject root;

    @BeforeEach
    void open() throws IOException {
        manager = Managers.open();
        storage = MemoryFileSystem.create();
        root = VfsFileSystems.of(manager, storage);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void observe() {
        operations.clear();
        storage.addObserver(event -> operations.add(event.operation()));
    }

    /** Writes down what it is told. */
    private static final class Events implements FileListener {
        private final List<String> all = new ArrayList<>();

        static Events of(FileObject file) {
            Events events = new Events();
            file.getFileSystem().addListener(file, events);
            return events;
        }

        @Override
        public void fileCreated(FileChangeEvent event) {
            all.add("created");
        }

        @Override
        public void fileDeleted(FileChangeEvent event) {
            all.add("deleted");
        }

        @Override
        public void fileChanged(FileChangeEvent event) {
            all.add("changed");
        }
    }

    // ---------------------------------------------------------------- deleting

    @Test
    void deleting_a_tree_deletes_links_and_not_what_they_lead_to() throws IOException {
        storage.createDirectories("/keep/d");
        storage.write("/keep/d/file", "text");
        storage.createDirectory("/tree");
        storage.createSymbolicLink(FsPath.of("/tree/link"), "/keep");
        storage.createSymbolicLink(FsPath.of("/tree/broken"), "nowhere");
        storage.createSymbolicLink(FsPath.of("/tree/circle"), "circle");
        assertTrue(root.resolveFile("tree/link").isSymbolicLink());
        assertTrue(root.resolveFile("tree/link").isFolder());
        assertEquals(4, root.resolveFile("tree").deleteAll());
        assertFalse(storage.exists("/tree"));
        assertEquals("text", storage.readString("/keep/d/file"));
    }

    @Test
    void a_link_is_deleted_itself() throws IOException {
        storage.createDirectory("/keep");
        storage.write("/keep/file", "text");
        storage.createSymbolicLink(FsPath.of("/link"), "/keep");
        assertTrue(root.resolveFile("link").delete());
        storage.createSymbolicLink(FsPath.of("/broken"), "nowhere");
        assertTrue(root.resolveFile("broken").delete());
        assertEquals(
                List.of("keep"),
                storage.entries("/").stream().map(each -> each.name()).toList());
        assertEquals("text", storage.readString("/keep/file"));
    }

    @Test
    void only_what_is_selected_is_deleted() throws IOException {
        storage.createDirectories("/d/e");
        storage.write("/d/file", "text");
        storage.write("/d/e/file", "text");
        FileObject folder = root.resolveFile("d");
        assertFalse(folder.delete());
        assertEquals(2, folder.delete(Selectors.SELECT_FILES));
        assertEquals(1, folder.delete(Selectors.EXCLUDE_SELF));
        assertEquals(0, folder.getChildren().length);
        assertTrue(folder.delete());
        assertFalse(folder.delete());
    }

    @Test
    void a_tree_is_deleted_whatever_the_manager_remembers_of_files() throws IOException {
        for (FilesCache cache : new FilesCache[] {new NullFilesCache(), new WeakRefFilesCache()}) {
            for (CacheStrategy strategy : CacheStrategy.values()) {
                try (DefaultFileSystemManager other = new DefaultFileSystemManager()) {
                    other.setFilesCache(cache);
                    other.setCacheStrategy(strategy);
                    other.init();
                    FileObject seen = VfsFileSystems.of(other, storage.borrow("another manager"));
                    Managers.write(seen.resolveFile("d/e/file"), "text");
                    assertEquals("text", Managers.read(seen.resolveFile("d/e").getChildren()[0]));
                    assertEquals(3, seen.resolveFile("d").deleteAll());
                    assertFalse(storage.exists("/d"));
                }
            }
        }
    }

    @Test
    void the_root_is_emptied_and_not_deleted() throws IOException {
        storage.write("/a", "text");
        assertEquals(1, root.delete(Selectors.EXCLUDE_SELF));
        assertThrows(FileSystemException.class, root::deleteAll);
    }

    // ---------------------------------------------------------------- copies

    @Test
    void a_copy_within_a_storage_is_made_by_the_storage() throws IOException {
        storage.createDirectory("/d");
        storage.write("/d/file", "text");
        FileObject copy = root.resolveFile("copy");
        Events events = Events.of(root.resolveFile("copy/file"));
        observe();
        copy.copyFrom(root.resolveFile("d"), Selectors.SELECT_ALL);
        assertEquals("text", storage.readString("/copy/file"));
        assertTrue(operations.contains(Operation.COPY));
        assertFalse(operations.contains(Operation.OPEN_WRITE));
        assertEquals(List.of("created"), events.all);
    }

    @Test
    void a_copy_onto_itself_changes_nothing() throws IOException {
        storage.write("/a", "text");
        FileObject file = root.resolveFile("a");
        file.copyFrom(file, Selectors.SELECT_ALL);
        assertEquals("text", storage.readString("/a"));
    }

    @Test
    void a_copy_onto_the_folder_it_is_in_deletes_nothing() throws IOException {
        storage.createDirectory("/d");
        storage.write("/d/file", "text");
        assertThrows(
                FileSystemException.class,
                () -> root.resolveFile("d").copyFrom(root.resolveFile("d/file"), Selectors.SELECT_SELF));
        assertEquals("text", storage.readString("/d/file"));
    }

    @Test
    void a_source_that_cannot_be_read_to_its_end_leaves_the_old_file() throws IOException {
        storage.write("/a", "old");
        FileObject source = manager.resolveFile("ram:/source");
        Managers.write(source, "new content");
        FileObject broken = new BrokenFile(source);
        assertThrows(FileSystemException.class, () -> root.resolveFile("a").copyFrom(broken, Selectors.SELECT_SELF));
        assertEquals("old", storage.readString("/a"));
        assertEquals(List.of(), storage.openResources());
    }

    // ---------------------------------------------------------------- moves

    @Test
    void a_file_takes_the_place_of_another_at_once() throws IOException {
        storage.write("/a", "new");
        storage.write("/b", "old");
        FileObject source = root.resolveFile("a");
        FileObject target = root.resolveFile("b");
        Events ofSource = Events.of(source);
        Events ofTarget = Events.of(target);
        observe();
        source.moveTo(target);
        assertFalse(operations.contains(Operation.DELETE));
        assertEquals("new", storage.readString("/b"));
        assertFalse(source.exists());
        assertTrue(target.exists());
        assertEquals(List.of("deleted"), ofSource.all);
        assertEquals(List.of("deleted", "created"), ofTarget.all);
    }

    @Test
    void a_folder_takes_the_place_of_what_is_there() throws IOException {
        storage.createDirectories("/a/d");
        storage.write("/a/d/file", "new");
        storage.createDirectory("/b");
        storage.write("/b/old", "old");
        root.resolveFile("a").moveTo(root.resolveFile("b"));
        assertEquals("new", storage.readString("/b/d/file"));
        assertFalse(storage.exists("/b/old"));
        assertFalse(storage.exists("/a"));
    }

    @Test
    void what_cannot_be_moved_deletes_nothing() throws IOException {
        storage.createDirectories("/a/b");
        storage.write("/a/b/file", "text");
        FileObject outer = root.resolveFile("a");
        FileObject inner = root.resolveFile("a/b");
        outer.moveTo(outer);
        assertThrows(FileSystemException.class, () -> outer.moveTo(inner));
        assertThrows(FileSystemException.class, () -> inner.moveTo(outer));
        assertThrows(
                FileSystemException.class, () -> root.resolveFile("missing").moveTo(outer));
        assertEquals("text", storage.readString("/a/b/file"));
    }

    @Test
    void a_storage_that_moves_no_folders_copies_and_deletes_them() throws IOException {
        storage.createDirectories("/a/d");
        storage.write("/a/d/file", "text");
        FileObject limited = VfsFileSystems.of(
                manager, Without.of(storage, io.anyfs.Capability.MOVE, io.anyfs.Capability.MOVE_DIRECTORY));
        assertFalse(limited.resolveFile("a").canRenameTo(limited.resolveFile("b")));
        limited.resolveFile("a").moveTo(limited.resolveFile("b"));
        assertEquals("text", storage.readString("/b/d/file"));
        limited.resolveFile("b/d/file").moveTo(limited.resolveFile("c"));
        assertEquals("text", storage.readString("/c"));
        assertFalse(storage.exists("/a"));
    }

    @Test
    void a_folder_is_moved_to_another_filesystem_with_all_that_it_holds() throws IOException {
        storage.createDirectories("/a/d");
        storage.write("/a/d/file", "text");
        FileObject ram = manager.resolveFile("ram:/moved");
        root.resolveFile("a").moveTo(ram);
        assertFalse(storage.exists("/a"));
        assertEquals("text", Managers.read(ram.resolveFile("d/file")));
        ram.resolveFile("d/file").moveTo(root.resolveFile("back"));
        assertEquals("text", storage.readString("/back"));
    }

    /** A file of which one byte can be read. */
    private static final class BrokenFile extends org.apache.commons.vfs2.impl.DecoratedFileObject {
        BrokenFile(FileObject file) {
            super(file);
        }

        @Override
        public void findFiles(
                org.apache.commons.vfs2.FileSelector selector, boolean depthwise, List<FileObject> selected) {
            selected.add(this);
        }

        @Override
        public org.apache.commons.vfs2.FileContent getContent() throws FileSystemException {
            return (org.apache.commons.vfs2.FileContent) java.lang.reflect.Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {org.apache.commons.vfs2.FileContent.class},
                    (proxy, method, arguments) -> failing());
        }

        private static InputStream failing() {
            return new FilterInputStream(new ByteArrayInputStream(new byte[1])) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = super.read(target, offset, length);
                    if (read < 0) {
                        throw new IOException("the line is cut");
                    }
                    return read;
                }
            };
        }
    }
}
