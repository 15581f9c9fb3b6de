package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UrlsTest {

    private StandardFileSystemManager manager;

    @BeforeEach
    void open() throws IOException {
        manager = Managers.open();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void a_url_opens_a_storage_once_for_a_manager(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a b"), "text");
        FileObject file = manager.resolveFile("anyfs:local:" + directory + "!/a%20b");
        assertEquals("text", Managers.read(file));
        assertSame(
                file.getFileSystem(),
                manager.resolveFile("anyfs:local:" + directory).getFileSystem());
        assertEquals("anyfs:local:" + directory + "!/a%20b", file.getName().getURI());
        assertEquals("anyfs:local:" + directory + "!/", file.getFileSystem().getRootURI());
    }

    @Test
    void the_last_mark_begins_the_path(@TempDir Path directory) throws IOException {
        Path marked = Files.createDirectory(directory.resolve("m!"));
        FileObject file = manager.resolveFile("anyfs:local:" + marked + "/!/a!%21");
        assertEquals("anyfs:local:" + marked + "/!/", file.getFileSystem().getRootURI());
        assertEquals("/a!!", file.getName().getPathDecoded());
        assertEquals("/b!/c", file.getParent().resolveFile("b!/c").getName().getPathDecoded());
        assertEquals("/b!", file.resolveFile("../b!/").getName().getPathDecoded());
    }

    @Test
    void a_name_is_found_in_its_manager() throws IOException {
        FileSystem storage = MemoryFileSystem.create();
        FileObject root = VfsFileSystems.of(manager, storage, new FileSystemOptions(), "data");
        storage.write("/a", "text");
        assertEquals("anyfs://data/", root.getName().getURI());
        assertEquals("text", Managers.read(manager.resolveFile("anyfs://data/a")));
        assertSame(root.getFileSystem(), manager.resolveFile("anyfs://data").getFileSystem());
        FileSystemException taken = assertThrows(
                FileSystemException.class,
                () -> VfsFileSystems.of(manager, storage.borrow("again"), new FileSystemOptions(), "data"));
        assertTrue(taken.getCause().getMessage().contains("another storage is open as anyfs://data"));
        manager.closeFileSystem(root.getFileSystem());
        assertFalse(storage.isOpen());
        assertThrows(FileSystemException.class, () -> manager.resolveFile("anyfs://data/a"));
    }

    @Test
    void a_manager_without_the_provider_gets_it() throws IOException {
        try (DefaultFileSystemManager bare = new DefaultFileSystemManager()) {
            bare.init();
            FileObject root = VfsFileSystems.of(bare, MemoryFileSystem.create());
            Managers.write(root.resolveFile("a"), "text");
            assertEquals("text", Managers.read(bare.resolveFile(root.getName().getURI() + "a")));
        }
    }

    @Test
    void what_makes_no_sense_is_refused_without_repeating_secrets() {
        String[] uris = {
            "anyfs:",
            "anyfs:nonsense:/a?token=hidden",
            "anyfs:mem:/?quota=1&token=hidden!/a",
            "anyfs:s3://me:hidden@:x!/a",
            "anyfs://1/a",
            "anyfs://unknown/a"
        };
        for (String uri : uris) {
            FileSystemException refused = assertThrows(FileSystemException.class, () -> manager.resolveFile(uri));
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                assertFalse(String.valueOf(cause.getMessage()).contains("hidden"), cause.getMessage());
            }
        }
    }
}
