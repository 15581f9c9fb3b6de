package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.Operation;
import io.anyfs.RootException;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries that are deleted. */
@Requires(Capability.WRITE)
public interface Deleting extends Subject {

    @Test
    default void a_file_is_deleted() throws IOException {
        given().write("/f", "abc");
        given().write("/g", "kept");
        fs().delete("/f");
        assertFalse(fs().exists("/f"));
        assertEquals(List.of("g"), names("/"));
    }

    @Test
    default void an_empty_directory_is_deleted() throws IOException {
        given().createDirectory("/d");
        fs().delete("/d");
        assertFalse(fs().exists("/d"));
        assertEquals(List.of(), names("/"));
    }

    @Test
    default void a_directory_is_deleted_by_a_path_with_a_trailing_slash() throws IOException {
        given().createDirectory("/d");
        fs().delete("/d/");
        assertFalse(fs().exists("/d"));
    }

    @Test
    default void a_file_is_not_deleted_by_a_path_with_a_trailing_slash() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.DELETE, "/f/", () -> fs().delete("/f/"));
    }

    @Test
    default void a_directory_that_holds_a_file_is_not_deleted() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        refused(DirectoryNotEmptyException.class, Operation.DELETE, "/d", () -> fs().delete("/d"));
    }

    @Test
    default void a_directory_that_holds_an_empty_directory_is_not_deleted() throws IOException {
        given().createDirectories("/d/e");
        refused(DirectoryNotEmptyException.class, Operation.DELETE, "/d", () -> fs().delete("/d"));
    }

    @Test
    default void what_is_missing_is_not_deleted() throws IOException {
        refused(NoSuchFileException.class, Operation.DELETE, "/missing", () -> fs().delete("/missing"));
        refused(NoSuchFileException.class, Operation.DELETE, "/no/such", () -> fs().delete("/no/such"));
    }

    @Test
    default void nothing_below_a_file_is_deleted() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.DELETE, "/f/x", () -> fs().delete("/f/x"));
    }

    @Test
    default void deleting_if_it_exists_tells_whether_it_did() throws IOException {
        given().write("/f", "abc");
        assertTrue(fs().deleteIfExists(FsPath.of("/f")));
        assertFalse(fs().deleteIfExists(FsPath.of("/f")));
    }

    @Test
    default void the_root_is_never_deleted() throws IOException {
        refused(RootException.class, Operation.DELETE, "/", () -> fs().delete("/"));
        given().write("/f", "abc");
        refused(RootException.class, Operation.DELETE, "/", () -> fs().delete("/"));
    }

    @Test
    default void a_deleted_name_can_be_used_again_for_another_type() throws IOException {
        given().write("/x", "abc");
        fs().delete("/x");
        fs().createDirectory("/x");
        assertTrue(fs().stat("/x").isDirectory());
        fs().delete("/x");
        fs().write("/x", "abc");
        assertTrue(fs().stat("/x").isFile());
    }

    @Test
    @Requires(Capability.READ_AFTER_DELETE)
    default void a_file_deleted_while_it_is_read_is_read_to_its_end() throws IOException {
        byte[] bytes = content(io.anyfs.tck.subject.Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (var in = fs().openRead("/f")) {
            var target = ByteBuffer.allocate(bytes.length);
            in.readFully(target.slice(0, 10), 0);
            fs().delete("/f");
            assertFalse(fs().exists("/f"));
            in.readFully(target, 0);
            assertArrayEquals(bytes, target.array());
        }
    }
}
