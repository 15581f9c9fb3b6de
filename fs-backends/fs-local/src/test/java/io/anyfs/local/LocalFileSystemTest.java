package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileSystemTest {

    @TempDir
    Path top;

    private Path root;
    private Path outside;
    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(top.resolve("root"));
        outside = Files.createDirectory(top.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        fs = LocalFileSystem.open(root);
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
        try (Stream<Path> all = Files.walk(top)) {
            assertEquals(
                    List.of(),
                    all.filter(path -> path.getFileName().toString().startsWith(".anyfs"))
                            .toList());
        }
        assertEquals("secret", Files.readString(outside.resolve("secret")));
    }

    @Test
    void what_is_written_is_in_a_file_of_that_name_and_reads_the_same() throws IOException {
        FileInfo info = fs.write("/a.txt", "hello");
        assertEquals(5, info.size());
        assertEquals(info, fs.stat("/a.txt"));
        assertEquals(List.of(info), fs.entries("/"));
        assertEquals("hello", Files.readString(root.resolve("a.txt")));
        assertEquals("hello", fs.readString("/a.txt"));
        assertEquals(
                Files.getAttribute(root.resolve("a.txt"), "unix:uid"),
                info.posix().uid());
    }

    @Test
    void an_aborted_write_leaves_nothing() throws IOException {
        try (WriteHandle out = fs.openWrite("/a.txt", WriteOptions.createNew())) {
            out.write("half".getBytes(StandardCharsets.UTF_8));
            assertEquals(List.of(), fs.entries("/"));
        }
        assertEquals(0, root.toFile().list().length);
    }

    @Test
    void replacing_a_file_keeps_the_old_bytes_until_commit_and_for_readers() throws IOException {
        fs.write("/a.txt", "old");
        try (ReadHandle in = fs.openRead("/a.txt");
                WriteHandle out = fs.openWrite("/a.txt", WriteOptions.replace())) {
            out.write("new!".getBytes(StandardCharsets.UTF_8));
            assertEquals("old", fs.readString("/a.txt"));
            out.commit();
            assertEquals("new!", fs.readString("/a.txt"));
            ByteBuffer bytes = ByteBuffer.allocate(3);
            in.readFully(bytes, 0);
            assertArrayEquals("old".getBytes(StandardCharsets.UTF_8), bytes.array());
        }
    }

    @Test
    void append_and_update_start_from_what_is_there() throws IOException {
        fs.write("/a.txt", WriteOptions.append(), out -> out.write("one".getBytes(StandardCharsets.UTF_8)));
        fs.write("/a.txt", WriteOptions.append(), out -> out.write(" two".getBytes(StandardCharsets.UTF_8)));
        fs.write("/a.txt", WriteOptions.update(), out -> out.write(ByteBuffer.wrap(new byte[] {'O'}), 0));
        fs.write("/a.txt", WriteOptions.append().inPlace(), out -> out.write("!".getBytes(StandardCharsets.UTF_8)));
        assertEquals("One two!", fs.readString("/a.txt"));
    }

    @Test
    void directories_are_created_moved_and_deleted() throws IOException {
        fs.createDirectories("/a/b/c");
        fs.write("/a/b/c/f", "f");
        assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory("/a"));
        assertThrows(NoSuchFileException.class, () -> fs.createDirectory("/x/y"));
        assertThrows(NotDirectoryException.class, () -> fs.createDirectory("/a/b/c/f/g"));
        assertThrows(DirectoryNotEmptyException.class, () -> fs.delete("/a/b"));
        fs.move("/a/b", "/moved");
        assertEquals("f", fs.readString("/moved/c/f"));
        assertThrows(NoSuchFileException.class, () -> fs.stat("/a/b/c/f"));
        fs.createDirectory("/empty");
        assertThrows(FileAlreadyExistsException.class, () -> fs.move("/moved", "/empty"));
        fs.delete("/moved/c/f");
        fs.delete("/moved/c");
        assertFalse(fs.exists("/moved/c"));
    }

    @Test
    void moving_a_file_replaces_only_where_asked() throws IOException {
        fs.write("/a", "a");
        fs.write("/b", "b");
        assertThrows(FileAlreadyExistsException.class, () -> fs.move("/a", "/b"));
        fs.move(FsPath.of("/a"), FsPath.of("/b"), IfExists.REPLACE);
        assertEquals("a", fs.readString("/b"));
        fs.move("/b", "/c");
        fs.copy("/c", "/d");
        assertThrows(FileAlreadyExistsException.class, () -> fs.copy("/c", "/d"));
        assertEquals("a", fs.readString("/d"));
        assertEquals(
                fs.stat("/c").lastModified().truncatedTo(AttributeWriter.PRECISION),
                fs.stat("/d").lastModified().truncatedTo(AttributeWriter.PRECISION));
    }

    @Test
    void links_are_followed_within_and_refused_outward() throws IOException {
        fs.createDirectories("/dir/sub");
        fs.write("/dir/f", "f");
        fs.createSymbolicLink(FsPath.of("/dir/sub/up"), "../f");
        fs.createSymbolicLink(FsPath.of("/dir/sub/abs"), "/dir/f");
        assertEquals("f", fs.readString("/dir/sub/up"));
        assertEquals("f", fs.readString("/dir/sub/abs"));
        assertEquals(Path.of("././../../dir/f"), Files.readSymbolicLink(root.resolve("dir/sub/abs")));
        assertEquals("/dir/f", fs.readLink(FsPath.of("/dir/sub/abs")));
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("dir"));
        assertEquals("f", fs.readString("/inside/f"));
        assertEquals("/dir", fs.readLink(FsPath.of("/inside")));
        Files.createSymbolicLink(root.resolve("out"), outside);
        assertThrows(AccessDeniedException.class, () -> fs.readString("/out/secret"));
        assertThrows(AccessDeniedException.class, () -> fs.stat("/out"));
        assertTrue(fs.lstat(FsPath.of("/out")).isSymbolicLink());
        AccessDeniedException refused = assertThrows(AccessDeniedException.class, () -> fs.readLink(FsPath.of("/out")));
        assertFalse(refused.getMessage().contains(outside.toString()));
        assertThrows(AccessDeniedException.class, () -> fs.createSymbolicLink(FsPath.of("/x"), "../outside"));
        fs.delete("/out");
    }

    @Test
    void names_of_unfinished_files_are_refused() {
        assertThrows(InvalidNameException.class, () -> fs.write("/.anyfs-1-abc.part", "x"));
        assertThrows(InvalidNameException.class, () -> fs.stat("/.anyfs-1-abc.part"));
    }
}
