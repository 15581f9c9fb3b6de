package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.ReadHandle;
import io.anyfs.SubtreeException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryFileSystemTest {

    private final FileSystem fs = MemoryFileSystem.create();

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void what_was_written_is_read() throws IOException {
        fs.write("/a", "hello");
        assertEquals("hello", fs.readString("/a"));
        assertEquals(5, fs.stat("/a").size());
    }

    @Test
    void replacing_a_file_keeps_its_identity_and_mode_and_changes_its_version() throws IOException {
        fs.write("/a", "one");
        fs.setAttributes(FsPath.of("/a"), AttributeChanges.mode(0600));
        FileInfo before = fs.stat("/a");
        fs.write("/a", "two");
        FileInfo after = fs.stat("/a");
        assertEquals(before.fileId(), after.fileId());
        assertEquals(0600, after.posix().mode());
        assertNotEquals(before.version(), after.version());
    }

    @Test
    void a_rename_keeps_identity_and_version() throws IOException {
        fs.write("/a", "one");
        FileInfo before = fs.stat("/a");
        fs.move("/a", "/b");
        assertEquals(before.withPath(FsPath.of("/b")), fs.stat("/b"));
        assertFalse(fs.exists("/a"));
    }

    @Test
    void a_reader_keeps_the_version_that_it_opened() throws IOException {
        fs.write("/a", "old");
        try (ReadHandle in = fs.openRead("/a")) {
            fs.write("/a", "newer");
            ByteBuffer bytes = ByteBuffer.allocate(10);
            assertEquals(3, in.read(bytes, 0));
            assertEquals("old", new String(bytes.array(), 0, 3, StandardCharsets.UTF_8));
            fs.delete("/a");
            assertEquals(2, in.read(bytes.clear().limit(2), 1));
        }
    }

    @Test
    void an_append_and_an_update_start_from_the_content_there_is() throws IOException {
        fs.write("/a", "12345");
        fs.write("/a", WriteOptions.append(), out -> out.write("67".getBytes(StandardCharsets.UTF_8)));
        assertEquals("1234567", fs.readString("/a"));
        fs.write("/a", WriteOptions.update(), out -> out.write(ByteBuffer.wrap(new byte[] {'x'}), 2));
        assertEquals("12x4567", fs.readString("/a"));
    }

    @Test
    void an_in_place_write_is_seen_at_once_and_stays_when_aborted() throws IOException {
        WriteHandle out = fs.openWrite("/a", WriteOptions.createNew().inPlace());
        out.write("part".getBytes(StandardCharsets.UTF_8));
        assertEquals("part", fs.readString("/a"));
        out.abort(null);
        assertEquals("part", fs.readString("/a"));
    }

    @Test
    void a_missing_parent_is_named() throws IOException {
        NoSuchFileException failure = assertThrows(NoSuchFileException.class, () -> fs.write("/no/such/file", "x"));
        assertTrue(failure.getReason().contains("'such'"), failure.getReason());
        assertFalse(fs.exists("/no"));
        fs.write("/no/such/file", WriteOptions.replace().creatingParents(), out -> out.write(new byte[1]));
        assertEquals(1, fs.stat("/no/such/file").size());
    }

    @Test
    void files_are_no_directories_and_directories_no_files() throws IOException {
        fs.write("/f", "x");
        fs.createDirectory("/d");
        assertThrows(NotDirectoryException.class, () -> fs.stat("/f/x"));
        assertThrows(NotDirectoryException.class, () -> fs.write("/f/x", "y"));
        assertThrows(NotDirectoryException.class, () -> fs.list("/f"));
        assertThrows(IsDirectoryException.class, () -> fs.openRead("/d"));
        assertThrows(IsDirectoryException.class, () -> fs.write("/d", "x"));
        assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory("/d"));
        assertThrows(NotLinkException.class, () -> fs.readLink(FsPath.of("/f")));
    }

    @Test
    void links_are_followed_but_not_out_of_the_root() throws IOException {
        fs.createDirectories("/d/e");
        fs.write("/d/f", "file");
        fs.createSymbolicLink(FsPath.of("/l"), "d");
        fs.createSymbolicLink(FsPath.of("/d/e/up"), "../f");
        fs.createSymbolicLink(FsPath.of("/d/abs"), "/d/f");
        assertEquals("file", fs.readString("/l/f"));
        assertEquals("file", fs.readString("/l/e/up"));
        assertEquals("file", fs.readString("/l/abs"));
        fs.write("/d/abs", "through");
        assertEquals("through", fs.readString("/d/f"));
        assertTrue(fs.lstat(FsPath.of("/d/abs")).isSymbolicLink());
        assertThrows(AccessDeniedException.class, () -> fs.createSymbolicLink(FsPath.of("/d/out"), "../../x"));
        fs.move("/d/e", "/e");
        fs.createSymbolicLink(FsPath.of("/loop"), "loop");
        assertThrows(FileSystemLoopException.class, () -> fs.stat("/loop"));
        assertThrows(FileSystemLoopException.class, () -> fs.stat("/loop/x"));
        assertThrows(FileAlreadyExistsException.class, () -> fs.write("/loop", WriteOptions.createNew(), out -> {}));
    }

    @Test
    void a_file_written_through_a_dangling_link_appears_where_it_leads() throws IOException {
        fs.createDirectory("/d");
        fs.createSymbolicLink(FsPath.of("/l"), "d/new");
        fs.write("/l", "x");
        assertEquals("x", fs.readString("/d/new"));
    }

    @Test
    void a_directory_moves_with_all_that_it_holds_but_not_into_itself() throws IOException {
        fs.createDirectories("/a/b");
        fs.write("/a/b/f", "x");
        fs.createSymbolicLink(FsPath.of("/l"), "a");
        assertThrows(SubtreeException.class, () -> fs.move("/a", "/l/b/c"));
        assertThrows(SubtreeException.class, () -> fs.move("/a", "/a/b/c"));
        fs.move("/a", "/z");
        assertEquals("x", fs.readString("/z/b/f"));
        assertThrows(DirectoryNotEmptyException.class, () -> fs.delete("/z"));
    }

    @Test
    void a_move_over_a_file_replaces_it_only_when_asked() throws IOException {
        fs.write("/a", "a");
        fs.write("/b", "b");
        fs.createDirectory("/d");
        assertThrows(FileAlreadyExistsException.class, () -> fs.move("/a", "/b"));
        assertThrows(
                FileAlreadyExistsException.class, () -> fs.move(FsPath.of("/a"), FsPath.of("/d"), IfExists.REPLACE));
        assertThrows(
                FileAlreadyExistsException.class, () -> fs.move(FsPath.of("/d"), FsPath.of("/a"), IfExists.REPLACE));
        fs.move(FsPath.of("/a"), FsPath.of("/b"), IfExists.REPLACE);
        assertEquals("a", fs.readString("/b"));
    }

    @Test
    void a_copy_has_bytes_time_and_mode_of_its_source() throws IOException {
        fs.write("/a", new byte[200_000]);
        fs.setAttributes(FsPath.of("/a"), AttributeChanges.mode(0640));
        fs.copy("/a", "/b");
        fs.delete("/a");
        assertArrayEquals(new byte[200_000], fs.readBytes("/b"));
        assertEquals(0640, fs.stat("/b").posix().mode());
    }

    @Test
    void a_thousand_levels_deep_is_no_problem() throws IOException {
        FsPath deep = FsPath.ROOT;
        for (int level = 0; level < 1000; level++) {
            deep = deep.child("d");
        }
        fs.write(deep.child("f"), WriteOptions.createNew().creatingParents(), out -> out.write(new byte[1]));
        assertEquals(1, fs.stat(deep.child("f")).size());
        assertEquals(1000, deep.depth());
    }

    @Test
    void a_listing_shows_every_entry_once() throws IOException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            fs.write("/f" + i, "x");
            names.add("f" + i);
        }
        int count = 0;
        for (FileInfo entry : fs.entries("/")) {
            assertTrue(names.remove(entry.name()), entry.name());
            assertEquals(entry, fs.stat(entry.path()));
            count++;
        }
        assertEquals(1000, count);
        assertEquals(1000, TreeDelete.empty(fs, FsPath.ROOT));
    }

    @Test
    void the_url_opens_an_empty_one() throws IOException {
        try (FileSystem opened = FileSystems.open("mem:?quota=1KiB")) {
            assertNull(opened.find(FsPath.of("/x")));
            assertEquals(1024, opened.space(FsPath.ROOT).total());
        }
    }

    @Test
    void a_tree_may_be_deeper_than_a_stack() throws IOException {
        String deepest = "/d".repeat(5000);
        fs.createDirectories(deepest);
        assertTrue(fs.isDirectory(FsPath.of(deepest)));
    }
}
