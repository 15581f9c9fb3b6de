package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.ClosedFileSystemException;
import java.util.List;
import java.util.Set;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    @Test
    void closing_the_manager_closes_the_storage_and_all_that_is_open() throws IOException {
        StandardFileSystemManager manager = Managers.open();
        FileSystem storage = MemoryFileSystem.create();
        FileSystem watching = storage.borrow("who watches");
        storage.write("/a", "text");
        FileObject root = VfsFileSystems.of(manager, storage);
        InputStream in = root.resolveFile("a").getContent().getInputStream(1);
        OutputStream out = root.resolveFile("b").getContent().getOutputStream();
        root.resolveFile("a").getContent().getRandomAccessContent(RandomAccessMode.READWRITE);
        root.getChildren();
        assertEquals(
                3,
                storage.openResources().stream()
                        .filter(each -> !each.toString().contains("who watches"))
                        .count());
        manager.close();
        assertFalse(storage.isOpen());
        assertFalse(watching.isOpen());
        assertEquals(List.of(), storage.openResources());
        assertThrows(IOException.class, in::read);
        assertThrows(FileSystemException.class, out::close);
    }

    @Test
    void what_was_lent_stays_open() throws IOException {
        try (FileSystem storage = MemoryFileSystem.create()) {
            try (StandardFileSystemManager manager = Managers.open()) {
                FileObject root = VfsFileSystems.of(manager, storage.borrow("Commons VFS"));
                root.resolveFile("a").getContent().getOutputStream().write(1);
            }
            assertTrue(storage.isOpen());
            assertFalse(storage.exists("/a"));
            assertEquals(List.of(), storage.openResources());
        }
    }

    @Test
    void a_filesystem_that_is_closed_says_so() throws IOException {
        try (StandardFileSystemManager manager = Managers.open()) {
            FileObject file =
                    VfsFileSystems.of(manager, MemoryFileSystem.create()).resolveFile("a");
            file.createFile();
            manager.closeFileSystem(file.getFileSystem());
            FileSystemException written = assertThrows(
                    FileSystemException.class, () -> file.getContent().getOutputStream());
            assertInstanceOf(ClosedFileSystemException.class, written.getCause());
            assertThrows(FileSystemException.class, () -> file.getContent().getInputStream());
            assertThrows(FileSystemException.class, file::delete);
            file.refresh();
            assertThrows(FileSystemException.class, file::exists);
        }
    }

    @Test
    void freeing_what_is_not_used_closes_no_storage() throws IOException {
        try (StandardFileSystemManager manager = Managers.open()) {
            FileObject root = VfsFileSystems.of(manager, MemoryFileSystem.create());
            manager.freeUnusedResources();
            ((AnyfsFileSystem) root.getFileSystem()).closeCommunicationLink();
            Managers.write(root.resolveFile("a"), "text");
            assertEquals("text", Managers.read(root.resolveFile("a")));
        }
    }

    @Test
    void no_thread_is_left() throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (StandardFileSystemManager manager = Managers.open()) {
            FileObject root = VfsFileSystems.of(manager, MemoryFileSystem.create());
            Managers.write(root.resolveFile("a/b"), "text");
            root.resolveFile("a").moveTo(root.resolveFile("c"));
        }
        Eventually.holds(
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread ->
                                !before.contains(thread) && thread.getName().startsWith("org.apache.commons.vfs2")),
                () -> "threads of Commons VFS are left");
    }
}
