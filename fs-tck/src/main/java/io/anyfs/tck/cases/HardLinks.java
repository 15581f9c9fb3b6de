package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Operation;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Files with several names. */
@Requires({Capability.HARD_LINKS, Capability.WRITE})
public interface HardLinks extends Subject {

    @Test
    default void a_file_gets_another_name() throws IOException {
        given().createDirectory("/d");
        given().write("/f", content(Size.SEVERAL_CHUNKS));
        name("/d/g", "/f");
        assertContent(content(Size.SEVERAL_CHUNKS), "/d/g");
        assertContent(content(Size.SEVERAL_CHUNKS), "/f");
        assertEquals(List.of("g"), names("/d"));
        FileInfo one = fs().stat("/f");
        FileInfo other = fs().stat("/d/g");
        assertEquals(one, other.withPath(one.path()));
    }

    @Test
    @Requires(Capability.SET_MODE)
    default void each_name_is_counted() throws IOException {
        given().write("/f", "abc");
        name("/g", "/f");
        name("/h", "/f");
        fs().delete("/g");
        assertEquals(2, links("/f"));
        assertEquals(2, links("/h"));
    }

    private int links(String path) throws IOException {
        return Objects.requireNonNull(fs().stat(path).posix()).links();
    }

    @Test
    default void a_file_is_there_until_its_last_name_is_deleted() throws IOException {
        given().write("/f", "abc");
        name("/g", "/f");
        name("/h", "/g");
        fs().delete("/f");
        fs().delete("/h");
        assertEquals("abc", fs().readString("/g"));
        fs().delete("/g");
        assertEquals(List.of(), names("/"));
    }

    @Test
    default void what_replaces_a_file_leaves_its_other_names() throws IOException {
        given().write("/f", "old");
        name("/g", "/f");
        fs().write("/f", "new");
        assertEquals("new", fs().readString("/f"));
        assertEquals("old", fs().readString("/g"));
        fs().write("/g", "newer");
        assertEquals("new", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.IN_PLACE_WRITE)
    default void what_is_written_in_place_is_seen_by_each_name() throws IOException {
        given().write("/f", "old");
        name("/g", "/f");
        try (WriteHandle out =
                fs().openWrite("/g", WriteOptions.update().inPlace().mustExistAlready())) {
            out.write(ByteBuffer.wrap("new".getBytes(StandardCharsets.UTF_8)));
            out.commit();
        }
        assertEquals("new", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.SET_LAST_MODIFIED)
    default void attributes_are_those_of_each_name() throws IOException {
        given().write("/f", "abc");
        name("/g", "/f");
        Instant time = Instant.parse("2001-02-03T04:05:06Z");
        fs().setAttributes(FsPath.of("/g"), AttributeChanges.lastModified(time));
        assertEquals(time, fs().stat("/f").lastModified());
    }

    @Test
    @Requires(Capability.MOVE)
    default void a_name_that_is_moved_leaves_the_other() throws IOException {
        given().createDirectory("/d");
        given().write("/f", "abc");
        name("/g", "/f");
        fs().move("/g", "/d/g");
        assertEquals("abc", fs().readString("/f"));
        assertEquals("abc", fs().readString("/d/g"));
        assertFalse(fs().exists("/g"));
    }

    @Test
    @Requires(Capability.MOVE)
    default void a_name_that_is_moved_over_another_of_the_file_is_gone() throws IOException {
        given().write("/f", "abc");
        name("/g", "/f");
        refused(
                FileAlreadyExistsException.class,
                Operation.MOVE,
                "/f",
                () -> fs().move(FsPath.of("/f"), FsPath.of("/g"), IfExists.FAIL));
        fs().move(FsPath.of("/f"), FsPath.of("/g"), IfExists.REPLACE);
        assertEquals(List.of("g"), names("/"));
        assertEquals("abc", fs().readString("/g"));
    }

    @Test
    default void a_file_that_is_copied_over_another_of_its_names_keeps_its_content() throws IOException {
        given().write("/f", "abc");
        name("/g", "/f");
        fs().copy(FsPath.of("/f"), FsPath.of("/g"), IfExists.REPLACE);
        assertEquals("abc", fs().readString("/f"));
        assertEquals("abc", fs().readString("/g"));
    }

    @Test
    @Requires(Capability.SYMBOLIC_LINKS)
    default void a_link_to_the_file_is_followed() throws IOException {
        given().write("/f", "abc");
        fs().createSymbolicLink(FsPath.of("/link"), "f");
        name("/g", "/link");
        assertEquals("abc", fs().readString("/g"));
        assertFalse(fs().lstat(FsPath.of("/g")).isSymbolicLink());
    }

    @Test
    default void a_new_name_never_takes_the_place_of_anything() throws IOException {
        given().createDirectory("/d");
        given().write("/f", "abc");
        given().write("/g", "kept");
        for (String there : List.of("/g", "/f", "/d", "/")) {
            refused(FileAlreadyExistsException.class, Operation.CREATE_HARD_LINK, there, () -> name(there, "/f"));
        }
        assertEquals("kept", fs().readString("/g"));
    }

    @Test
    default void what_is_missing_gets_no_other_name() throws IOException {
        refused(NoSuchFileException.class, Operation.CREATE_HARD_LINK, "/g", () -> name("/g", "/missing"));
    }

    @Test
    default void a_directory_gets_no_other_name() throws IOException {
        given().createDirectory("/d");
        refused(IsDirectoryException.class, Operation.CREATE_HARD_LINK, "/g", () -> name("/g", "/d"));
        refused(IsDirectoryException.class, Operation.CREATE_HARD_LINK, "/g", () -> name("/g", "/"));
    }

    @Test
    default void a_name_needs_a_directory_to_be_in() throws IOException {
        given().write("/f", "abc");
        refused(NoSuchFileException.class, Operation.CREATE_HARD_LINK, "/no/g", () -> name("/no/g", "/f"));
        refused(NotDirectoryException.class, Operation.CREATE_HARD_LINK, "/f/g", () -> name("/f/g", "/f"));
        refused(NotDirectoryException.class, Operation.CREATE_HARD_LINK, "/g", () -> name("/g", "/f/"));
    }

    private void name(String link, String file) throws IOException {
        fs().createHardLink(FsPath.of(link), FsPath.of(file));
    }
}
