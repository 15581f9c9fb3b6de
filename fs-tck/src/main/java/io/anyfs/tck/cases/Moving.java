package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.RootException;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are moved. */
@Requires({Capability.WRITE, Capability.MOVE})
public interface Moving extends Subject {

    @ParameterizedTest
    @EnumSource
    default void a_file_of_any_size_moves_to_a_new_name(Size size) throws IOException {
        given().write("/f", content(size));
        fs().move("/f", "/g");
        assertFalse(fs().exists("/f"));
        assertContent(content(size), "/g");
        assertEquals(List.of("g"), names("/"));
    }

    @Test
    default void a_file_moves_into_another_directory() throws IOException {
        given().createDirectory("/a");
        given().createDirectory("/b");
        given().write("/a/f", "abc");
        fs().move("/a/f", "/b/g");
        assertEquals(List.of(), names("/a"));
        assertEquals(List.of("g"), names("/b"));
        assertEquals("abc", fs().readString("/b/g"));
    }

    @Test
    default void a_moved_file_keeps_its_modification_time() throws IOException {
        given().write("/f", "abc");
        var before = fs().stat("/f").lastModified();
        fs().move("/f", "/g");
        assertEquals(before, fs().stat("/g").lastModified());
    }

    @Test
    default void a_moved_file_keeps_its_id_where_there_are_ids() throws IOException {
        given().write("/f", "abc");
        String before = fs().stat("/f").fileId();
        fs().move("/f", "/g");
        assertEquals(before, fs().stat("/g").fileId());
    }

    @Test
    default void an_existing_target_is_not_replaced_unasked() throws IOException {
        given().write("/f", "source");
        given().write("/g", "target");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/f", () -> fs().move("/f", "/g"));
    }

    @Test
    default void an_existing_target_is_replaced_when_that_is_asked_for() throws IOException {
        given().write("/f", "source");
        given().write("/g", "the longer target");
        move("/f", "/g", IfExists.REPLACE);
        assertFalse(fs().exists("/f"));
        assertEquals("source", fs().readString("/g"));
        assertEquals(List.of("g"), names("/"));
    }

    @Test
    default void replacing_a_missing_target_is_a_plain_move() throws IOException {
        given().write("/f", "source");
        move("/f", "/g", IfExists.REPLACE);
        assertEquals(List.of("g"), names("/"));
    }

    @ParameterizedTest
    @EnumSource
    default void onto_itself_nothing_changes(IfExists ifExists) throws IOException {
        given().write("/f", content(Size.SEVERAL_CHUNKS));
        Snapshot before = Snapshot.of(given());
        move("/f", "/f", ifExists);
        move("/f", "//f", ifExists);
        assertEquals(before, Snapshot.of(given()));
    }

    @ParameterizedTest
    @EnumSource
    default void a_missing_source_is_refused(IfExists ifExists) throws IOException {
        given().write("/g", "target");
        refused(NoSuchFileException.class, Operation.MOVE, "/missing", () -> move("/missing", "/g", ifExists));
    }

    @Test
    default void a_missing_source_onto_itself_is_refused() throws IOException {
        refused(NoSuchFileException.class, Operation.MOVE, "/missing", () -> fs().move("/missing", "/missing"));
    }

    @Test
    default void a_target_in_a_missing_directory_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(NoSuchFileException.class, Operation.MOVE, "/f", () -> fs().move("/f", "/no/f"));
    }

    @Test
    default void a_target_below_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        given().write("/g", "abc");
        refused(NotDirectoryException.class, Operation.MOVE, "/f", () -> fs().move("/f", "/g/x"));
    }

    @Test
    default void a_source_below_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.MOVE, "/f/x", () -> fs().move("/f/x", "/g"));
    }

    @ParameterizedTest
    @EnumSource
    default void a_file_never_replaces_a_directory_nor_goes_into_it(IfExists ifExists) throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/f", () -> move("/f", "/d", ifExists));
        given().write("/d/kept", "kept");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/f", () -> move("/f", "/d", ifExists));
    }

    @Test
    default void the_root_is_never_moved() throws IOException {
        refused(RootException.class, Operation.MOVE, "/", () -> fs().move("/", "/x"));
    }

    @ParameterizedTest
    @EnumSource
    default void the_root_is_never_replaced(IfExists ifExists) throws IOException {
        given().write("/f", "abc");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/f", () -> move("/f", "/", ifExists));
    }

    @Test
    default void a_file_is_not_moved_by_a_path_with_a_trailing_slash() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.MOVE, "/f/", () -> fs().move("/f/", "/g"));
    }

    @Test
    default void a_file_is_not_moved_to_a_path_with_a_trailing_slash() throws IOException {
        given().write("/f", "abc");
        given().write("/g", "abc");
        refused(NotDirectoryException.class, Operation.MOVE, "/f", () -> fs().move("/f", "/new/"));
        refused(NotDirectoryException.class, Operation.MOVE, "/f", () -> move("/f", "/g/", IfExists.REPLACE));
        refused(NotDirectoryException.class, Operation.MOVE, "/f", () -> fs().move("/f", "/f/"));
    }

    @Test
    default void the_failure_names_both_paths() throws IOException {
        given().write("/f", "source");
        given().write("/g", "target");
        var failure = refused(FileAlreadyExistsException.class, Operation.MOVE, "/f", () -> fs().move("/f", "/g"));
        assertEquals("/f", failure.getFile());
        assertEquals("/g", failure.getOtherFile());
    }

    @Test
    default void the_old_name_can_be_used_again() throws IOException {
        given().write("/f", "first");
        fs().move("/f", "/g");
        fs().write("/f", "second");
        assertEquals("first", fs().readString("/g"));
        assertEquals("second", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.READ_AFTER_DELETE)
    default void a_file_replaced_by_a_move_is_read_to_its_end() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", "new");
        given().write("/g", bytes);
        try (ReadHandle in = fs().openRead("/g")) {
            move("/f", "/g", IfExists.REPLACE);
            ByteBuffer target = ByteBuffer.allocate(bytes.length);
            in.readFully(target, 0);
            assertArrayEquals(bytes, target.array());
        }
    }

    @Test
    @Requires(Capability.CASE_SENSITIVE)
    default void a_name_changes_its_case() throws IOException {
        given().write("/name", "abc");
        fs().move("/name", "/NAME");
        assertEquals(List.of("NAME"), names("/"));
    }

    @Test
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_moves_with_all_it_holds() throws IOException {
        given().createDirectories("/d/a/b");
        given().createDirectory("/d/empty");
        given().write("/d/f", "1");
        given().write("/d/a/b/g", "2");
        given().createDirectory("/other");
        fs().move("/d", "/other/e");
        assertFalse(fs().exists("/d"));
        assertEquals(List.of("a", "empty", "f"), names("/other/e"));
        assertEquals("1", fs().readString("/other/e/f"));
        assertEquals("2", fs().readString("/other/e/a/b/g"));
        assertTrue(fs().stat("/other/e/empty").isDirectory());
        assertEquals(List.of("other"), names("/"));
    }

    @Test
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_moves_by_a_path_with_a_trailing_slash() throws IOException {
        given().createDirectory("/d");
        fs().move("/d/", "/e/");
        assertEquals(List.of("e"), names("/"));
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_never_nests_in_an_existing_one(IfExists ifExists) throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "1");
        given().createDirectory("/e");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/d", () -> move("/d", "/e", ifExists));
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_never_merges_with_an_existing_one(IfExists ifExists) throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "1");
        given().createDirectory("/e");
        given().write("/e/g", "2");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/d", () -> move("/d", "/e", ifExists));
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_never_replaces_a_file(IfExists ifExists) throws IOException {
        given().createDirectory("/d");
        given().write("/f", "abc");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/d", () -> move("/d", "/f", ifExists));
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_onto_itself_changes_nothing(IfExists ifExists) throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        Snapshot before = Snapshot.of(given());
        move("/d", "/d", ifExists);
        move("/d", "/d/", ifExists);
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_does_not_move_into_itself() throws IOException {
        given().createDirectories("/d/e/f");
        given().write("/d/kept", "kept");
        refused(io.anyfs.SubtreeException.class, Operation.MOVE, "/d", () -> fs().move("/d", "/d/x"));
        refused(io.anyfs.SubtreeException.class, Operation.MOVE, "/d", () -> fs().move("/d", "/d/e/f/x"));
        refused(io.anyfs.SubtreeException.class, Operation.MOVE, "/d", () -> move("/d", "/d/e", IfExists.REPLACE));
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_does_not_take_the_place_of_its_parent(IfExists ifExists) throws IOException {
        given().createDirectories("/d/e");
        refused(FileAlreadyExistsException.class, Operation.MOVE, "/d/e", () -> move("/d/e", "/d", ifExists));
    }

    @Test
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_name_that_only_starts_like_the_source_is_not_inside_it() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "1");
        given().createDirectory("/dd");
        given().write("/dd/g", "2");
        given().write("/d.txt", "3");
        fs().move("/d", "/dd/d");
        assertEquals(List.of("d.txt", "dd"), names("/"));
        assertEquals(List.of("d", "g"), names("/dd"));
        assertEquals(List.of("f"), names("/dd/d"));
    }

    @Test
    @Requires(Capability.MOVE_DIRECTORY)
    default void a_directory_in_a_missing_target_directory_is_refused() throws IOException {
        given().createDirectory("/d");
        refused(NoSuchFileException.class, Operation.MOVE, "/d", () -> fs().move("/d", "/no/d"));
    }

    private void move(String source, String target, IfExists ifExists) throws IOException {
        fs().move(FsPath.of(source), FsPath.of(target), ifExists);
    }
}
