package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ViewsTest {

    private final FileSystem fs = MemoryFileSystem.create();
    private final FileSystem view;

    ViewsTest() throws IOException {
        fs.createDirectories("/home/bob/docs");
        fs.write("/home/bob/docs/a", "a");
        fs.write("/home/secret", "secret");
        view = fs.subdirectory(FsPath.of("/home/bob"));
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    // ---------------------------------------------------------------- read-only

    @Test
    void a_read_only_view_reads_and_changes_nothing() throws IOException {
        FileSystem readOnly = fs.readOnly();
        assertEquals("secret", readOnly.readString("/home/secret"));
        assertEquals(2, readOnly.entries("/home").size());
        FsPath file = FsPath.of("/home/secret");
        for (Executable change : List.<Executable>of(
                () -> readOnly.write("/x", "x"),
                () -> readOnly.openWrite(file, WriteOptions.append()),
                () -> readOnly.openWrite(file, WriteOptions.update()),
                () -> readOnly.openWrite(file, WriteOptions.update().inPlace()),
                () -> readOnly.createDirectory("/x"),
                () -> readOnly.delete("/home/secret"),
                () -> readOnly.move("/home/secret", "/x"),
                () -> readOnly.copy("/home/secret", "/x"),
                () -> readOnly.createSymbolicLink(FsPath.of("/x"), "home"))) {
            assertEquals(ErrorKind.READ_ONLY, ErrorKind.of(assertThrows(IOException.class, change)));
        }
        IOException failure =
                assertThrows(IOException.class, () -> readOnly.setAttributes(file, AttributeChanges.mode(0)));
        assertEquals(ErrorKind.READ_ONLY, ErrorKind.of(failure));
        assertFalse(fs.exists("/x"));
        assertEquals("secret", fs.readString("/home/secret"));
    }

    @Test
    void a_read_only_view_declares_only_what_reads() {
        Set<Capability> left = EnumSet.copyOf(fs.readOnly().capabilities().asSet());
        assertEquals(
                EnumSet.of(
                        Capability.SYMBOLIC_LINKS,
                        Capability.SPACE,
                        Capability.READ_AFTER_DELETE,
                        Capability.CASE_SENSITIVE,
                        Capability.NORMALIZATION_SENSITIVE),
                left);
    }

    // ---------------------------------------------------------------- sub-directory

    @Test
    void a_sub_directory_is_a_filesystem_of_its_own() throws IOException {
        assertEquals("a", view.readString("/docs/a"));
        view.write("/docs/b", "b");
        assertEquals("b", fs.readString("/home/bob/docs/b"));
        assertEquals(
                List.of(FsPath.of("/docs/a"), FsPath.of("/docs/b")),
                view.entries("/docs").stream().map(FileInfo::path).sorted().toList());
        assertEquals(FsPath.of("/docs/a"), view.stat("/docs/a").path());
        try (ReadHandle in = view.openRead("/docs/a")) {
            assertEquals(FsPath.of("/docs/a"), in.info().path());
        }
        assertEquals(FsPath.of("/c"), view.write("/c", "c").path());
        view.move("/c", "/docs/c");
        view.copy("/docs/c", "/d");
        assertEquals("c", fs.readString("/home/bob/d"));
        view.delete("/docs/c");
        assertThrows(NoSuchFileException.class, () -> view.stat("/home/bob/docs"));
        assertEquals(ErrorKind.INVALID_TARGET, ErrorKind.of(assertThrows(IOException.class, () -> view.delete("/"))));
    }

    @Test
    void a_planted_link_does_not_lead_out_of_a_sub_directory() throws IOException {
        fs.createSymbolicLink(FsPath.of("/home/bob/up"), "../secret");
        fs.createSymbolicLink(FsPath.of("/home/bob/abs"), "/home/secret");
        fs.createSymbolicLink(FsPath.of("/home/bob/dir"), "..");
        fs.createSymbolicLink(FsPath.of("/home/bob/chain"), "docs/out");
        fs.createSymbolicLink(FsPath.of("/home/bob/docs/out"), "../../secret");
        for (String link : List.of("/up", "/abs", "/chain", "/dir/secret", "/docs/out")) {
            assertThrows(AccessDeniedException.class, () -> view.readString(link), link);
            assertThrows(AccessDeniedException.class, () -> view.stat(link), link);
            assertThrows(AccessDeniedException.class, () -> view.write(link, "x"), link);
            assertThrows(
                    AccessDeniedException.class,
                    () -> view.setAttributes(FsPath.of(link), AttributeChanges.mode(0)),
                    link);
            assertThrows(AccessDeniedException.class, () -> view.copy(link, "/stolen"), link);
        }
        assertThrows(AccessDeniedException.class, () -> view.list("/dir"));
        assertThrows(AccessDeniedException.class, () -> view.createDirectory("/dir/x"));
        assertThrows(AccessDeniedException.class, () -> view.delete("/dir/secret"));
        assertThrows(AccessDeniedException.class, () -> view.move("/dir/secret", "/stolen"));
        assertThrows(AccessDeniedException.class, () -> view.move("/docs/a", "/dir/a"));
        assertThrows(AccessDeniedException.class, () -> view.copy("/docs/a", "/dir/a"));
        assertThrows(AccessDeniedException.class, () -> view.createSymbolicLink(FsPath.of("/dir/l"), "bob"));
        assertEquals("secret", fs.readString("/home/secret"));
        assertEquals(
                List.of("bob", "secret"),
                fs.entries("/home").stream().map(FileInfo::name).sorted().toList());
        assertFalse(view.exists("/stolen"));
    }

    @Test
    void no_message_of_a_sub_directory_tells_what_is_above_it() throws IOException {
        for (Executable call : List.<Executable>of(
                () -> view.stat("/missing"),
                () -> view.write("/no/such", "x"),
                () -> view.write("/docs/a/x", "x"),
                () -> view.delete("/docs"),
                () -> view.move("/docs/a", "/no/such"))) {
            IOException failure = assertThrows(IOException.class, call);
            assertFalse(failure.getMessage().contains("home"), failure.getMessage());
        }
    }

    @Test
    void a_link_out_of_a_sub_directory_is_not_created() {
        for (String target : List.of("..", "../secret", "docs/../../secret", "/../x")) {
            assertThrows(AccessDeniedException.class, () -> view.createSymbolicLink(FsPath.of("/l"), target), target);
        }
    }

    @Test
    void links_within_a_sub_directory_work_and_read_as_they_were_written() throws IOException {
        view.createSymbolicLink(FsPath.of("/abs"), "/docs/a");
        view.createSymbolicLink(FsPath.of("/docs/rel"), "../docs/a");
        view.createSymbolicLink(FsPath.of("/docs/self"), "/");
        assertEquals("a", view.readString("/abs"));
        assertEquals("a", view.readString("/docs/rel"));
        assertEquals("a", view.readString("/docs/self/docs/a"));
        assertEquals("/docs/a", view.readLink(FsPath.of("/abs")));
        assertEquals("../docs/a", view.readLink(FsPath.of("/docs/rel")));
        assertEquals("a", fs.readString("/home/bob/abs"));
        assertTrue(view.lstat(FsPath.of("/abs")).isSymbolicLink());
        view.write("/abs", "through");
        assertEquals("through", view.readString("/docs/a"));
        view.delete("/abs");
        assertEquals("through", view.readString("/docs/a"));
    }

    @Test
    void a_loop_in_a_sub_directory_is_typed() throws IOException {
        view.createSymbolicLink(FsPath.of("/one"), "two");
        view.createSymbolicLink(FsPath.of("/two"), "one");
        assertThrows(FileSystemLoopException.class, () -> view.stat("/one"));
        assertThrows(FileSystemLoopException.class, () -> view.write("/one/x", "x"));
        assertTrue(view.lstat(FsPath.of("/one")).isSymbolicLink());
    }

    @Test
    void a_view_of_a_view_is_confined_twice() throws IOException {
        FileSystem inner = view.subdirectory(FsPath.of("/docs"));
        assertEquals("a", inner.readString("/a"));
        view.write("/outside", "x");
        view.createSymbolicLink(FsPath.of("/docs/out"), "../outside");
        assertThrows(AccessDeniedException.class, () -> inner.readString("/out"));
        assertEquals(List.of("/a", "/out"), names(inner));
        inner.close();
        assertEquals("a", view.readString("/docs/a"));
    }

    @Test
    void only_a_directory_becomes_a_view() {
        assertThrows(NotDirectoryException.class, () -> fs.subdirectory(FsPath.of("/home/secret")));
        assertThrows(NoSuchFileException.class, () -> fs.subdirectory(FsPath.of("/none")));
    }

    @Test
    void a_view_through_a_link_to_a_directory_works() throws IOException {
        fs.createSymbolicLink(FsPath.of("/home/link"), "bob");
        FileSystem linked = fs.subdirectory(FsPath.of("/home/link"));
        assertEquals("a", linked.readString("/docs/a"));
        linked.createSymbolicLink(FsPath.of("/l"), "/docs/a");
        assertEquals("a", linked.readString("/l"));
    }

    private static List<String> names(FileSystem of) throws IOException {
        return Arrays.asList(of.entries("/").stream()
                .map(entry -> entry.path().toString())
                .sorted()
                .toArray(String[]::new));
    }
}
