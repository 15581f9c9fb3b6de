package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.Selectors;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100%",
                "%25",
                "%2f",
                "a[%]b",
                "#1",
                "with space",
                " edges ",
                "what?",
                "end!",
                "a!b",
                "ünïcödé",
                "好",
                "😀",
                "a+b",
                "a:b",
                "ram:a",
                "~",
                "...",
                "'\"<>|*`{}^",
                "a\\b",
                "\\",
                "%c1%9c",
                "line\nbreak",
                "-",
                "é",
                "Ã©"
            })
    void a_name_is_listed_read_written_found_by_its_uri_copied_moved_and_deleted(String name) throws IOException {
        storage.createDirectory("/d");
        storage.write("/d/" + name, "text");
        FileObject[] children = root.resolveFile("d").getChildren();
        assertEquals(1, children.length);
        FileObject file = children[0];
        assertEquals("/d/" + name, file.getName().getPathDecoded());
        assertEquals("text", Managers.read(file));
        Managers.write(file, "more");
        assertEquals("more", storage.readString("/d/" + name));

        assertEquals(file, manager.resolveFile(file.getName().getURI()));
        assertEquals(file, manager.resolveFile(file.getURI()));
        assertEquals("/d/" + name, URI.create(file.getName().getURI()).getPath());
        assertEquals(file, manager.resolveFile(file.getURL()));
        assertNotNull(file.getParent().getChild(file.getName().getBaseName()));

        FileObject copies = root.resolveFile("copies");
        copies.copyFrom(root.resolveFile("d"), Selectors.SELECT_ALL);
        assertEquals("more", storage.readString("/copies/" + name));
        copies.getChildren()[0].moveTo(file);
        assertFalse(storage.exists("/copies/" + name));
        assertEquals(1, file.getParent().getChildren().length);
        assertEquals(2, file.getParent().deleteAll());
        assertFalse(storage.exists("/d"));
    }

    @Test
    void a_name_below_a_folder_with_a_backslash_is_found() throws IOException {
        storage.createDirectories("/a\\b/c");
        storage.write("/a\\b/c/file", "text");
        FileObject folder = root.getChildren()[0];
        assertEquals("text", Managers.read(folder.resolveFile("c/file")));
        assertEquals("text", Managers.read(folder.resolveFile("c").resolveFile("../c/file")));
        assertEquals("text", Managers.read(folder.getChildren()[0].getChildren()[0]));
    }

    @Test
    void a_backslash_that_is_typed_parts_names_but_in_a_whole_uri() throws IOException {
        storage.createDirectory("/a");
        storage.write("/a/b", "below");
        storage.write("/a\\b", "beside");
        assertEquals("below", Managers.read(root.resolveFile("a\\b")));
        assertEquals("below", Managers.read(root.resolveFile("a%5cb")));
        assertEquals("beside", Managers.read(manager.resolveFile(root.getName().getURI() + "a%5Cb")));
    }

    @Test
    void a_name_with_a_backslash_is_not_copied_to_where_it_would_be_two() throws IOException {
        storage.write("/a\\b", "text");
        FileObject ram = manager.resolveFile("ram:/copy");
        FileSystemException refused =
                assertThrows(FileSystemException.class, () -> ram.copyFrom(root, Selectors.SELECT_ALL));
        assertEquals(InvalidPathException.class, refused.getCause().getClass());
    }

    @Test
    void octets_are_those_of_utf_8_or_characters_as_commons_vfs_has_them() throws IOException {
        storage.write("/é", "text");
        assertEquals("text", Managers.read(root.resolveFile("%C3%A9")));
        assertEquals("text", Managers.read(root.resolveFile("%E9")));
        assertEquals("text", Managers.read(root.resolveFile("é")));
    }

    @Test
    void a_path_that_no_storage_has_is_refused() throws IOException {
        assertThrows(FileSystemException.class, () -> root.resolveFile("a%00b").exists());
        assertThrows(FileSystemException.class, () -> root.resolveFile("\ud800").exists());
        assertThrows(FileSystemException.class, () -> root.resolveFile("../a"));
        assertThrows(FileSystemException.class, () -> root.resolveFile("100%"));
    }
}
