package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.IsDirectoryException;
import io.anyfs.Operation;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are copied, within the storage or through this process. */
@Requires(Capability.WRITE)
public interface Copying extends Subject {

    @ParameterizedTest
    @EnumSource
    default void a_file_of_any_size_is_copied(Size size) throws IOException {
        given().write("/f", content(size));
        fs().copy("/f", "/g");
        assertContent(content(size), "/g");
        assertContent(content(size), "/f");
        assertEquals(List.of("f", "g"), names("/"));
    }

    @Test
    default void a_file_is_copied_into_another_directory() throws IOException {
        given().createDirectories("/a/b");
        given().write("/f", "abc");
        fs().copy("/f", "/a/b/g");
        assertEquals("abc", fs().readString("/a/b/g"));
    }

    @Test
    default void a_copy_lives_its_own_life() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        fs().copy("/f", "/g");
        fs().write("/f", "changed");
        assertContent(bytes, "/g");
        fs().delete("/f");
        assertContent(bytes, "/g");
    }

    @Test
    default void an_existing_copy_is_not_replaced_unasked() throws IOException {
        given().write("/f", "source");
        given().write("/g", "target");
        refused(FileAlreadyExistsException.class, Operation.COPY, "/f", () -> fs().copy("/f", "/g"));
    }

    @Test
    default void an_existing_copy_is_replaced_when_that_is_asked_for() throws IOException {
        given().write("/f", "source");
        given().write("/g", Content.bytes(2 * chunkSize(), 3));
        copy("/f", "/g", IfExists.REPLACE);
        assertEquals("source", fs().readString("/g"));
        assertEquals(List.of("f", "g"), names("/"));
    }

    @ParameterizedTest
    @EnumSource
    default void copying_onto_itself_changes_nothing(IfExists ifExists) throws IOException {
        given().write("/f", content(Size.SEVERAL_CHUNKS));
        Snapshot before = Snapshot.of(given());
        copy("/f", "/f", ifExists);
        copy("/f", "/./f", ifExists);
        assertEquals(before, Snapshot.of(given()));
    }

    @Test
    default void a_missing_file_is_not_copied() throws IOException {
        given().write("/g", "kept");
        refused(NoSuchFileException.class, Operation.COPY, "/missing", () -> fs().copy("/missing", "/f"));
        refused(NoSuchFileException.class, Operation.COPY, "/missing", () -> copy("/missing", "/g", IfExists.REPLACE));
        refused(NoSuchFileException.class, Operation.COPY, "/missing", () -> fs().copy("/missing", "/missing"));
    }

    @Test
    default void a_directory_is_not_copied_as_a_file() throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        refused(IsDirectoryException.class, Operation.COPY, "/d", () -> fs().copy("/d", "/e"));
        refused(IsDirectoryException.class, Operation.COPY, "/d", () -> fs().copy("/d", "/d/e"));
        refused(IsDirectoryException.class, Operation.COPY, "/", () -> fs().copy("/", "/e"));
    }

    @ParameterizedTest
    @EnumSource
    default void a_copy_never_replaces_a_directory_nor_goes_into_it(IfExists ifExists) throws IOException {
        given().write("/f", "abc");
        given().createDirectory("/d");
        refused(FileAlreadyExistsException.class, Operation.COPY, "/f", () -> copy("/f", "/d", ifExists));
        given().write("/d/kept", "kept");
        refused(FileAlreadyExistsException.class, Operation.COPY, "/f", () -> copy("/f", "/d", ifExists));
    }

    @Test
    default void a_copy_in_a_missing_directory_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(NoSuchFileException.class, Operation.COPY, "/f", () -> fs().copy("/f", "/no/f"));
    }

    @Test
    default void a_copy_below_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        given().write("/g", "abc");
        refused(NotDirectoryException.class, Operation.COPY, "/f", () -> fs().copy("/f", "/g/x"));
        refused(NotDirectoryException.class, Operation.COPY, "/f", () -> fs().copy("/f", "/f/x"));
    }

    @Test
    default void a_file_is_not_copied_to_a_path_with_a_trailing_slash() throws IOException {
        given().write("/f", "abc");
        given().write("/g", "abc");
        refused(NotDirectoryException.class, Operation.COPY, "/f", () -> fs().copy("/f", "/new/"));
        refused(
                NotDirectoryException.class,
                Operation.COPY,
                "/f",
                () -> fs().copy(FsPath.of("/f"), FsPath.of("/g/"), IfExists.REPLACE));
        refused(NotDirectoryException.class, Operation.COPY, "/f", () -> fs().copy("/f", "/f/"));
    }

    @Test
    default void what_is_below_a_file_is_not_copied() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.COPY, "/f/x", () -> fs().copy("/f/x", "/g"));
    }

    @Test
    @Requires(Capability.SET_LAST_MODIFIED)
    default void a_copy_keeps_the_modification_time() throws IOException {
        given().write("/f", "abc");
        given().setAttributes(FsPath.of("/f"), AttributeChanges.lastModified(Instant.parse("2001-02-03T04:05:06Z")));
        fs().copy("/f", "/g");
        assertEquals(fs().stat("/f").lastModified(), fs().stat("/g").lastModified());
    }

    @Test
    @Requires(Capability.SET_MODE)
    default void a_copy_keeps_the_mode() throws IOException {
        given().write("/f", "abc");
        given().setAttributes(FsPath.of("/f"), AttributeChanges.mode(0640));
        fs().copy("/f", "/g");
        var posix = fs().stat("/g").posix();
        assertNotNull(posix);
        assertEquals(0640, posix.mode());
    }

    @Test
    @Requires(Capability.SYMBOLIC_LINKS)
    default void a_link_is_copied_as_the_file_it_leads_to() throws IOException {
        given().write("/f", "abc");
        given().createSymbolicLink(FsPath.of("/link"), "f");
        fs().copy("/link", "/g");
        assertEquals("abc", fs().readString("/g"));
        assertEquals(true, fs().lstat(FsPath.of("/g")).isFile());
    }

    private void copy(String source, String target, IfExists ifExists) throws IOException {
        fs().copy(FsPath.of(source), FsPath.of(target), ifExists);
    }
}
