package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.Space;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAttributesTest {

    @TempDir
    Path root;

    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        fs = LocalFileSystem.open(root);
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    @Test
    void all_that_the_system_says_of_a_file_is_told() throws IOException {
        Path file = Files.writeString(root.resolve("f"), "abc");
        Files.createLink(root.resolve("g"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
        FileInfo info = fs.stat("/f");
        PosixAttributes posix = Objects.requireNonNull(info.posix());
        assertEquals(0651, posix.mode());
        assertEquals(Files.getAttribute(file, "unix:uid"), posix.uid());
        assertEquals(Files.getAttribute(file, "unix:gid"), posix.gid());
        assertEquals(2, posix.links());
        assertEquals(Files.getOwner(file).getName(), posix.owner());
        assertEquals(Files.getLastModifiedTime(file).toInstant(), info.lastModified());
        assertEquals(((FileTime) Files.getAttribute(file, "creationTime")).toInstant(), info.created());
        assertEquals(fs.stat("/g").fileId(), info.fileId());
        assertEquals(
                info,
                fs.entries("/").stream()
                        .filter(entry -> entry.name().equals("f"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void a_file_keeps_its_identity_when_it_is_moved_and_gets_another_version_when_it_changes() throws IOException {
        FileInfo before = fs.write("/f", "abc");
        fs.move("/f", "/g");
        assertEquals(before.fileId(), fs.stat("/g").fileId());
        assertEquals(before.version(), fs.stat("/g").version());
        assertNotEquals(before.version(), fs.write("/g", "abc").version());
    }

    @Test
    void what_another_program_changes_is_seen_at_once() throws IOException {
        fs.write("/f", "abc");
        for (int size = 4; size < 20; size++) {
            assertEquals(size - 1, fs.stat("/f").size());
            Files.writeString(root.resolve("f"), "x".repeat(size));
        }
        Files.setPosixFilePermissions(root.resolve("f"), PosixFilePermissions.fromString("rwx------"));
        assertEquals(0700, fs.stat("/f").posix().mode());
        Files.delete(root.resolve("f"));
        assertEquals(false, fs.exists("/f"));
        Files.createDirectory(root.resolve("f"));
        assertEquals(FileType.DIRECTORY, fs.stat("/f").type());
    }

    @Test
    void special_bits_are_set_where_nobody_else_can_swap_directories() throws IOException {
        fs.createDirectory("/d");
        fs.setAttributes(FsPath.of("/d"), AttributeChanges.mode(01770));
        assertEquals(01770, fs.stat("/d").posix().mode());
        fs.createDirectory("/d/below");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (FileSystem exposed = LocalFileSystem.open(root)) {
            assertThrows(
                    AccessDeniedException.class,
                    () -> exposed.setAttributes(FsPath.of("/d/below"), AttributeChanges.mode(02755)));
            exposed.setAttributes(FsPath.of("/d/below"), AttributeChanges.mode(0700));
        }
        assertEquals(0700, fs.stat("/d/below").posix().mode());
    }

    @Test
    void a_directory_inherits_the_set_group_id_bit_of_its_parent() throws IOException {
        fs.createDirectory("/shared");
        fs.setAttributes(FsPath.of("/shared"), AttributeChanges.mode(02775));
        fs.createDirectory("/shared/below");
        assertEquals(02000, fs.stat("/shared/below").posix().mode() & 07000);
        assertEquals(
                fs.stat("/shared").posix().gid(),
                fs.stat("/shared/below").posix().gid());
    }

    @Test
    void a_file_that_may_not_be_read_can_be_made_readable_again() throws IOException {
        fs.write("/f", "abc");
        fs.setAttributes(FsPath.of("/f"), AttributeChanges.mode(0));
        fs.setAttributes(FsPath.of("/f"), AttributeChanges.mode(0600));
        assertEquals("abc", fs.readString("/f"));
    }

    @Test
    void setting_one_time_leaves_the_other_as_it_is() throws IOException {
        FileInfo before = fs.write("/f", "abc");
        fs.setAttributes(FsPath.of("/f"), AttributeChanges.NONE.withLastAccess(Instant.EPOCH));
        assertEquals(
                before.lastModified().truncatedTo(AttributeWriter.PRECISION),
                fs.stat("/f").lastModified().truncatedTo(AttributeWriter.PRECISION));
        assertEquals(Instant.EPOCH, fs.stat("/f").lastAccess());
    }

    @Test
    void a_link_has_no_mode_of_its_own() throws IOException {
        fs.write("/f", "abc");
        fs.createSymbolicLink(FsPath.of("/link"), "f");
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> fs.setAttributes(FsPath.of("/link"), AttributeChanges.mode(0600), Links.NO_FOLLOW));
    }

    @Test
    void an_unfinished_file_is_open_to_no_more_than_the_finished_one() throws IOException {
        fs.write("/private", "old");
        fs.setAttributes(FsPath.of("/private"), AttributeChanges.mode(0600));
        try (WriteHandle replacing = fs.openWrite("/private", WriteOptions.replace());
                WriteHandle creating =
                        fs.openWrite("/new", WriteOptions.createNew().with(AttributeChanges.mode(0600)));
                Stream<Path> entries = Files.list(root)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                assertEquals(
                        PosixFilePermissions.fromString("rw-------"),
                        Files.getPosixFilePermissions(entry),
                        entry.toString());
            }
            replacing.commit();
            creating.commit();
        }
        assertEquals(0600, fs.stat("/private").posix().mode());
        assertEquals(0600, fs.stat("/new").posix().mode());
    }

    @Test
    void a_replaced_file_loses_its_set_id_bits() throws IOException {
        fs.write("/f", "old");
        fs.setAttributes(FsPath.of("/f"), AttributeChanges.mode(04755));
        fs.write("/f", "new");
        assertEquals(0755, fs.stat("/f").posix().mode());
    }

    @Test
    void a_pipe_is_listed_and_deleted_and_never_waited_for() throws Exception {
        assumeTrue(Set.of("Linux", "Mac OS X").contains(System.getProperty("os.name")));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor());
        assertEquals(FileType.OTHER, fs.stat("/pipe").type());
        assertNull(fs.stat("/pipe").version());
        assertEquals(List.of(fs.stat("/pipe")), fs.entries("/"));
        assertThrows(FileSystemException.class, () -> fs.openRead("/pipe"));
        assertThrows(FileSystemException.class, () -> fs.openWrite("/pipe", WriteOptions.replace()));
        assertThrows(
                FileSystemException.class,
                () -> fs.openWrite("/pipe", WriteOptions.append().inPlace()));
        assertThrows(FileSystemException.class, () -> fs.list("/pipe"));
        assertThrows(FileSystemException.class, () -> fs.stat("/pipe/x"));
        fs.setAttributes(FsPath.of("/pipe"), AttributeChanges.mode(0604));
        assertEquals(0604, fs.stat("/pipe").posix().mode());
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> fs.setAttributes(FsPath.of("/pipe"), AttributeChanges.lastModified(Instant.EPOCH)));
        fs.move("/pipe", "/moved");
        fs.delete("/moved");
    }

    @Test
    void a_name_that_is_not_in_the_encoding_is_not_listed_and_does_no_harm() throws Exception {
        Process touch = new ProcessBuilder("sh", "-c", "touch \"$0/$(printf 'a\\377b')\"", root.toString()).start();
        assumeTrue(touch.waitFor() == 0, "this file system takes UTF-8 only");
        fs.write("/f", "abc");
        assertEquals(List.of("f"), fs.entries("/").stream().map(FileInfo::name).toList());
    }

    @Test
    void the_room_there_is_is_that_of_the_file_store() throws IOException {
        Space space = fs.space(FsPath.of("/missing/place"));
        assertEquals(Files.getFileStore(root).getTotalSpace(), space.total());
    }
}
