package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.RootException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import io.anyfs.tck.subject.ToldDeletion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views of a filesystem: one that cannot change it, and one of a directory of it. */
public interface Views extends Subject {

    @Test
    default void a_read_only_view_reads_and_changes_nothing() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        Snapshot before = Snapshot.of(given());
        try (FileSystem view = fs().readOnly()) {
            assertFalse(view.capabilities().has(Capability.WRITE));
            assertFalse(view.capabilities().has(Capability.DELETE_TREE));
            assertEquals("abc", view.readString("/d/f"));
            assertEquals(1, view.entries("/d").size());
            assertThrows(UnsupportedCapabilityException.class, () -> view.write("/d/f", "new"));
            assertThrows(UnsupportedCapabilityException.class, () -> view.openWrite("/g", WriteOptions.createNew()));
            assertThrows(UnsupportedCapabilityException.class, () -> view.delete("/d/f"));
            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> view.deleteTree(FsPath.of("/d"), DeleteScope.WHOLE, new ToldDeletion()));
            assertThrows(UnsupportedCapabilityException.class, () -> view.createDirectory("/e"));
            assertThrows(UnsupportedCapabilityException.class, () -> view.move("/d/f", "/g"));
            assertThrows(UnsupportedCapabilityException.class, () -> view.copy("/d/f", "/g"));
        }
        assertEquals(before, Snapshot.of(given()));
        assertTrue(fs().isOpen());
    }

    @Test
    default void a_view_of_a_directory_has_it_as_its_root() throws IOException {
        given().createDirectories("/d/e");
        given().write("/d/e/f", "abc");
        given().write("/outside", "hidden");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            assertEquals("abc", view.readString("/e/f"));
            assertEquals(FsPath.of("/e/f"), view.stat("/e/f").path());
            assertEquals(
                    List.of(FsPath.of("/e")),
                    view.entries("/").stream().map(FileInfo::path).toList());
            assertFalse(view.exists("/outside"));
            assertFalse(view.exists("/d"));
        }
    }

    @Test
    default void no_path_leads_out_of_a_view() throws IOException {
        given().createDirectory("/d");
        given().write("/outside", "hidden");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            assertThrows(InvalidPathException.class, () -> view.stat("/../outside"));
            assertThrows(InvalidPathException.class, () -> view.readString("../outside"));
        }
    }

    @Test
    @Requires(Capability.WRITE)
    default void what_is_written_through_a_view_is_in_its_directory() throws IOException {
        given().createDirectory("/d");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            view.createDirectory("/e");
            FileInfo written = view.write("/e/f", "abc");
            assertEquals(FsPath.of("/e/f"), written.path());
            view.copy("/e/f", "/g");
            view.delete("/e/f");
        }
        assertEquals("abc", fs().readString("/d/g"));
        assertEquals(List.of(), names("/d/e"));
        assertEquals(List.of("d"), names("/"));
    }

    @Test
    @Requires(Capability.WRITE)
    default void the_root_of_a_view_is_never_deleted() throws IOException {
        given().createDirectory("/d");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            assertThrows(RootException.class, () -> view.delete("/"));
        }
        assertTrue(fs().exists("/d"));
    }

    @Test
    default void only_a_directory_has_a_view() throws IOException {
        given().write("/f", "abc");
        assertThrows(NotDirectoryException.class, () -> fs().subdirectory(FsPath.of("/f")));
        assertThrows(NoSuchFileException.class, () -> fs().subdirectory(FsPath.of("/missing")));
        assertEquals(List.of(), fs().openResources());
    }

    @Test
    @Requires(Capability.SYMBOLIC_LINKS)
    default void no_planted_link_leads_out_of_a_view() throws IOException {
        given().createDirectory("/d");
        given().write("/outside", "hidden");
        given().createSymbolicLink(FsPath.of("/d/absolute"), "/outside");
        given().createSymbolicLink(FsPath.of("/d/relative"), "../outside");
        given().createSymbolicLink(FsPath.of("/d/up"), "..");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            for (String link : List.of("/absolute", "/relative", "/up/outside", "/up/d/relative")) {
                assertThrows(AccessDeniedException.class, () -> view.readString(link), link);
                assertThrows(AccessDeniedException.class, () -> view.stat(link), link);
            }
        }
    }

    @Test
    @Requires({Capability.SYMBOLIC_LINKS, Capability.WRITE})
    default void no_link_out_of_a_view_is_created_and_none_is_written_through() throws IOException {
        given().createDirectory("/d");
        given().write("/outside", "kept");
        given().createSymbolicLink(FsPath.of("/d/planted"), "../outside");
        try (FileSystem view = fs().subdirectory(FsPath.of("/d"))) {
            assertThrows(AccessDeniedException.class, () -> view.createSymbolicLink(FsPath.of("/link"), "../outside"));
            assertThrows(AccessDeniedException.class, () -> view.write("/planted", "changed"));
            view.write("/f", "inside");
            view.createSymbolicLink(FsPath.of("/inside"), "/f");
            assertEquals("inside", view.readString("/inside"));
            assertEquals("/f", view.readLink(FsPath.of("/inside")));
        }
        assertEquals("kept", fs().readString("/outside"));
        assertEquals(List.of("f", "inside", "planted"), names("/d"));
    }
}
