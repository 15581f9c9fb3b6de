package io.anyfs.nio;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Files} does on a storage is what it does on a disk. */
@SuppressWarnings("StreamResourceLeak") // sorted() closes them
class FilesTest {

    private final FileSystem storage = MemoryFileSystem.create();
    private final java.nio.file.FileSystem nio = NioFileSystems.of(storage);
    private final Path root = nio.getPath("/");

    @AfterEach
    void close() throws IOException {
        assertEquals(List.of(), storage.openResources());
        nio.close();
    }

    @Test
    void what_was_written_is_there() throws IOException {
        Path file = root.resolve("f");
        Files.writeString(file, "abc");
        assertEquals("abc", Files.readString(file));
        assertEquals(3, Files.size(file));
        assertEquals(List.of("abc"), Files.readAllLines(file));
        Files.writeString(file, "de");
        assertEquals("de", storage.readString("/f"));
    }

    @Test
    void a_file_is_created_once() throws IOException {
        Path file = Files.createFile(root.resolve("f"));
        assertEquals(0, Files.size(file));
        assertThrows(FileAlreadyExistsException.class, () -> Files.createFile(file));
        assertThrows(NoSuchFileException.class, () -> Files.createFile(root.resolve("no/f")));
        assertThrows(NotDirectoryException.class, () -> Files.createFile(file.resolve("f")));
    }

    @Test
    void directories_are_created_listed_and_walked() throws IOException {
        Files.createDirectories(root.resolve("a/b/c"));
        Files.writeString(root.resolve("a/b/f.txt"), "abc");
        assertEquals(List.of("/", "/a", "/a/b", "/a/b/c", "/a/b/f.txt"), sorted(Files.walk(root)));
        assertEquals(List.of("a/b/c", "a/b/f.txt"), sorted(Files.list(nio.getPath("a/b"))));
        assertEquals(
                List.of("/a/b/f.txt"),
                sorted(Files.find(root, 9, (path, facts) -> facts.isRegularFile(), FileVisitOption.FOLLOW_LINKS)));
        try (DirectoryStream<Path> texts = Files.newDirectoryStream(root.resolve("a/b"), "*.{txt,md}")) {
            List<String> found = new ArrayList<>();
            texts.forEach(path -> found.add(path.toString()));
            assertEquals(List.of("/a/b/f.txt"), found);
        }
        assertThrows(NotDirectoryException.class, () -> Files.newDirectoryStream(root.resolve("a/b/f.txt")));
        assertThrows(NoSuchFileException.class, () -> Files.newDirectoryStream(root.resolve("no")));
    }

    @Test
    void a_directory_is_iterated_once_and_not_after_its_close() throws IOException {
        Files.createFile(root.resolve("f"));
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        Iterator<Path> entries = stream.iterator();
        assertThrows(IllegalStateException.class, stream::iterator);
        stream.close();
        stream.close();
        assertFalse(entries.hasNext());
        DirectoryStream<Path> closed = Files.newDirectoryStream(root);
        closed.close();
        assertThrows(IllegalStateException.class, closed::iterator);
    }

    @Test
    void only_empty_directories_are_deleted() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        assertThrows(DirectoryNotEmptyException.class, () -> Files.delete(root.resolve("a")));
        assertTrue(Files.deleteIfExists(root.resolve("a/b")));
        assertFalse(Files.deleteIfExists(root.resolve("a/b")));
        assertThrows(NoSuchFileException.class, () -> Files.delete(root.resolve("a/b")));
    }

    @Test
    void a_copy_replaces_only_where_that_is_asked_for() throws IOException {
        Path file = Files.writeString(root.resolve("f"), "abc");
        Path other = Files.writeString(root.resolve("other"), "old");
        assertThrows(FileAlreadyExistsException.class, () -> Files.copy(file, other));
        Files.copy(file, other, REPLACE_EXISTING);
        assertEquals("abc", Files.readString(other));
        Files.copy(file, file);
        assertEquals("abc", Files.readString(file));
        assertThrows(UnsupportedOperationException.class, () -> Files.copy(file, other, ATOMIC_MOVE));
        assertThrows(UnsupportedOperationException.class, () -> Files.copy(file, other, new OtherOption()));
        assertThrows(NoSuchFileException.class, () -> Files.copy(root.resolve("no"), other));
    }

    @Test
    void a_directory_is_copied_without_what_it_holds() throws IOException {
        Files.createDirectories(root.resolve("d/e"));
        Files.copy(root.resolve("d"), root.resolve("copy"));
        assertEquals(List.of(), sorted(Files.list(root.resolve("copy"))));
        assertThrows(
                DirectoryNotEmptyException.class,
                () -> Files.copy(root.resolve("copy"), root.resolve("d"), REPLACE_EXISTING));
        Path file = Files.writeString(root.resolve("f"), "abc");
        Files.copy(file, root.resolve("copy"), REPLACE_EXISTING);
        assertEquals("abc", Files.readString(root.resolve("copy")));
    }

    @Test
    void a_link_is_copied_as_itself_where_that_is_asked_for() throws IOException {
        Files.writeString(root.resolve("f"), "abc");
        Files.createSymbolicLink(root.resolve("link"), nio.getPath("f"));
        Files.copy(root.resolve("link"), root.resolve("content"));
        Files.copy(root.resolve("link"), root.resolve("itself"), LinkOption.NOFOLLOW_LINKS);
        assertFalse(Files.isSymbolicLink(root.resolve("content")));
        assertEquals(nio.getPath("f"), Files.readSymbolicLink(root.resolve("itself")));
    }

    @Test
    void a_link_that_is_replaced_is_replaced_itself() throws IOException {
        Path file = Files.writeString(root.resolve("f"), "abc");
        Path other = Files.writeString(root.resolve("other"), "other");
        Path link = Files.createSymbolicLink(root.resolve("link"), nio.getPath("f"));
        Files.copy(other, link, REPLACE_EXISTING);
        assertFalse(Files.isSymbolicLink(link));
        assertEquals("abc", Files.readString(file));
        Files.delete(link);
        Files.createSymbolicLink(link, nio.getPath("f"));
        Files.copy(file, link, REPLACE_EXISTING);
        assertFalse(Files.isSymbolicLink(link));
        Files.delete(link);
        Files.createSymbolicLink(link, nio.getPath("f"));
        Files.move(link, file, REPLACE_EXISTING);
        assertTrue(Files.isSymbolicLink(file));
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void files_are_copied_and_moved_from_one_storage_to_another(@TempDir Path disk) throws IOException {
        FileTime time = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Path file = Files.writeString(root.resolve("f"), "abc");
        Files.setLastModifiedTime(file, time);
        try (java.nio.file.FileSystem other = NioFileSystems.of(MemoryFileSystem.create())) {
            Path copy = Files.copy(file, other.getPath("/copy"), COPY_ATTRIBUTES);
            assertEquals("abc", Files.readString(copy));
            assertEquals(time, Files.getLastModifiedTime(copy));
            Path moved = Files.move(file, other.getPath("/moved"));
            assertEquals(time, Files.getLastModifiedTime(moved));
            assertFalse(Files.exists(file));
            assertThrows(
                    AtomicMoveNotSupportedException.class, () -> Files.move(moved, root.resolve("back"), ATOMIC_MOVE));
            Path onDisk = Files.copy(moved, disk.resolve("f"), COPY_ATTRIBUTES);
            assertEquals(time, Files.getLastModifiedTime(onDisk));
            assertEquals("abc", Files.readString(Files.move(onDisk, root.resolve("f"))));
        }
    }

    @Test
    void a_move_replaces_only_where_that_is_asked_for() throws IOException {
        Path file = Files.writeString(root.resolve("f"), "abc");
        Path other = Files.writeString(root.resolve("other"), "old");
        assertThrows(FileAlreadyExistsException.class, () -> Files.move(file, other));
        Files.move(file, file);
        Files.move(file, other, REPLACE_EXISTING);
        assertEquals("abc", Files.readString(other));
        Files.createDirectories(root.resolve("d/e"));
        assertThrows(DirectoryNotEmptyException.class, () -> Files.move(other, root.resolve("d"), REPLACE_EXISTING));
        Files.move(root.resolve("d"), root.resolve("moved"));
        assertTrue(Files.isDirectory(root.resolve("moved/e")));
        Files.createDirectory(root.resolve("empty"));
        Files.move(root.resolve("moved"), root.resolve("empty"), REPLACE_EXISTING);
        assertTrue(Files.isDirectory(root.resolve("empty/e")));
        Files.move(other, root.resolve("atomic"), ATOMIC_MOVE);
        assertEquals("abc", Files.readString(root.resolve("atomic")));
        assertThrows(UnsupportedOperationException.class, () -> Files.move(other, root.resolve("x"), COPY_ATTRIBUTES));
    }

    @Test
    void links_are_followed_as_on_a_posix_system() throws IOException {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/f"), "right");
        Files.createSymbolicLink(root.resolve("link"), nio.getPath("a/b"));
        assertEquals("right", Files.readString(root.resolve("link/../f")));
        assertThrows(NoSuchFileException.class, () -> Files.readString(root.resolve("no/../a/f")));
        assertEquals(root.resolve("a/b"), root.resolve("link").toRealPath());
        assertEquals(root.resolve("link"), root.resolve("link").toRealPath(LinkOption.NOFOLLOW_LINKS));
        assertEquals(root.resolve("a"), root.resolve("../link/../.").toRealPath());
        assertThrows(NoSuchFileException.class, () -> root.resolve("no").toRealPath());
        assertThrows(NotLinkException.class, () -> Files.readSymbolicLink(root.resolve("a")));
        assertTrue(Files.isSameFile(root.resolve("link"), root.resolve("a/b")));
        assertFalse(Files.isSameFile(root.resolve("link"), root.resolve("a")));
        assertThrows(IOException.class, () -> Files.newByteChannel(root.resolve("link"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void a_file_gets_another_name_and_a_directory_does_not() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "text");
        Path name = Files.createLink(root.resolve("name"), file);
        assertEquals("text", Files.readString(name));
        assertEquals(2, Files.getAttribute(name, "unix:nlink"));
        assertThrows(FileAlreadyExistsException.class, () -> Files.createLink(name, file));
        assertThrows(IOException.class, () -> Files.createLink(root.resolve("other"), root));
    }

    @Test
    void temporary_files_are_new_each_time_and_have_the_permissions_asked_for() throws IOException {
        Path one = Files.createTempFile(
                root, "x", ".tmp", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        Path other = Files.createTempFile(root, "x", ".tmp");
        assertFalse(Files.isSameFile(one, other));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
        assertTrue(Files.isDirectory(Files.createTempDirectory(root, "d")));
        assertThrows(
                UnsupportedOperationException.class,
                () -> Files.createDirectory(
                        root.resolve("d"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    @Test
    void what_cannot_be_written_is_told_to_be() throws IOException {
        Path file = Files.writeString(root.resolve("f"), "abc");
        try (java.nio.file.FileSystem readOnly = NioFileSystems.of(storage.readOnly())) {
            Path same = readOnly.getPath("/f");
            assertTrue(readOnly.isReadOnly());
            assertTrue(Files.getFileStore(same).isReadOnly());
            assertEquals("abc", Files.readString(same));
            assertFalse(Files.isWritable(same));
            assertThrows(
                    AccessDeniedException.class,
                    () -> same.getFileSystem().provider().checkAccess(same, AccessMode.WRITE));
            assertThrows(ReadOnlyFileSystemException.class, () -> Files.writeString(same, "x"));
            assertThrows(ReadOnlyFileSystemException.class, () -> Files.delete(same));
            assertThrows(ReadOnlyFileSystemException.class, () -> Files.move(same, readOnly.getPath("/g")));
            assertThrows(ReadOnlyFileSystemException.class, () -> Files.copy(same, readOnly.getPath("/g")));
            assertThrows(ReadOnlyFileSystemException.class, () -> Files.createDirectory(readOnly.getPath("/d")));
            assertThrows(
                    ReadOnlyFileSystemException.class, () -> Files.setLastModifiedTime(same, FileTime.fromMillis(0)));
        }
        assertTrue(Files.isWritable(file));
    }

    @Test
    void nothing_works_after_the_close() throws IOException {
        java.nio.file.FileSystem other = NioFileSystems.of(MemoryFileSystem.create());
        Path file = Files.writeString(other.getPath("/f"), "abc");
        other.close();
        other.close();
        assertFalse(other.isOpen());
        assertThrows(ClosedFileSystemException.class, () -> Files.readString(file));
        assertThrows(ClosedFileSystemException.class, () -> Files.writeString(file, "x"));
        assertThrows(ClosedFileSystemException.class, () -> Files.size(file));
        assertThrows(ClosedFileSystemException.class, () -> Files.delete(file));
        assertThrows(ClosedFileSystemException.class, () -> Files.newDirectoryStream(file.getParent()));
        assertThrows(ClosedFileSystemException.class, () -> Files.createDirectory(other.getPath("/d")));
        assertThrows(ClosedFileSystemException.class, () -> file.toRealPath());
    }

    @Test
    void the_rest_is_as_the_jdk_says() throws IOException {
        assertTrue(Files.isHidden(root.resolve(".f")));
        assertFalse(Files.isHidden(root.resolve("f")));
        assertThrows(UnsupportedOperationException.class, nio::newWatchService);
        assertEquals("text/plain", Files.probeContentType(root.resolve("f.txt")));
        assertTrue(Files.getFileStore(root).getUsableSpace() > 0);
        assertArrayEquals(new String[] {"memory", "memory"}, new String[] {
            Files.getFileStore(root).name(),
            nio.getFileStores().iterator().next().type()
        });
        assertThrows(NoSuchFileException.class, () -> Files.getFileStore(root.resolve("no")));
        assertEquals(List.of(root), List.copyOf((List<?>) nio.getRootDirectories()));
    }

    private static List<String> sorted(Stream<Path> paths) {
        try (paths) {
            return paths.map(Path::toString).sorted().toList();
        }
    }

    private static final class OtherOption implements CopyOption {}
}
