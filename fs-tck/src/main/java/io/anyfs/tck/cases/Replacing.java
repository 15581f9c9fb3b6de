package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.IsDirectoryException;
import io.anyfs.Operation;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Existing files that are written anew. */
@Requires(Capability.WRITE)
public interface Replacing extends Subject {

    @ParameterizedTest
    @EnumSource
    default void an_existing_file_is_replaced_by_one_of_any_size(Size size) throws IOException {
        given().write("/f", Content.bytes(2 * chunkSize() + 1, 99));
        byte[] bytes = content(size);
        FileInfo written = fs().write("/f", WriteOptions.replace(), out -> out.write(bytes));
        assertEquals(bytes.length, written.size());
        assertContent(bytes, "/f");
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    default void replacing_a_missing_file_creates_it() throws IOException {
        fs().write("/f", WriteOptions.replace(), out -> out.write(new byte[] {1}));
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    default void replacing_a_missing_file_that_must_exist_is_refused() throws IOException {
        refused(
                NoSuchFileException.class,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.replace().mustExistAlready()));
    }

    @Test
    default void replacing_a_file_that_must_exist_works() throws IOException {
        given().write("/f", "old");
        fs().write("/f", WriteOptions.replace().mustExistAlready(), out -> out.write(new byte[] {1}));
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    default void replacing_a_directory_is_refused() throws IOException {
        given().createDirectory("/d");
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/d",
                () -> fs().openWrite("/d", WriteOptions.replace()));
    }

    @Test
    default void replacing_a_directory_that_holds_something_is_refused() throws IOException {
        given().createDirectory("/d");
        given().write("/d/kept", "kept");
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/d",
                () -> fs().openWrite("/d", WriteOptions.replace()));
    }

    @Test
    default void replacing_in_a_missing_directory_is_refused() throws IOException {
        refused(
                NoSuchFileException.class,
                Operation.OPEN_WRITE,
                "/no/f",
                () -> fs().openWrite("/no/f", WriteOptions.replace()));
    }

    @Test
    default void replacing_below_a_file_is_refused() throws IOException {
        given().write("/f", "abc");
        refused(
                NotDirectoryException.class,
                Operation.OPEN_WRITE,
                "/f/x",
                () -> fs().openWrite("/f/x", WriteOptions.replace()));
    }

    @Test
    default void a_directory_that_appeared_meanwhile_is_not_replaced() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            out.write(new byte[] {1});
            given().createDirectory("/f");
            refused(FileSystemException.class, Operation.COMMIT, "/f", out::commit);
        }
        assertEquals(List.of("f"), names("/"));
        assertEquals(List.of(), names("/f"));
    }

    @Test
    default void the_last_of_two_commits_wins_whole() throws IOException {
        byte[] first = Content.bytes(2 * chunkSize(), 1);
        byte[] second = Content.bytes(chunkSize(), 2);
        try (WriteHandle one = fs().openWrite("/f", WriteOptions.replace());
                WriteHandle two = fs().openWrite("/f", WriteOptions.replace())) {
            two.write(second);
            one.write(first);
            one.commit();
            assertContent(first, "/f");
            two.commit();
        }
        assertContent(second, "/f");
    }

    @Test
    default void other_content_has_another_version_where_there_are_versions() throws IOException {
        given().write("/f", "old");
        String before = fs().stat("/f").version();
        fs().write("/f", "new");
        String after = fs().stat("/f").version();
        if (before != null) {
            assertNotEquals(before, after);
        }
    }

    @Test
    default void the_same_content_keeps_its_version() throws IOException {
        given().write("/f", "old");
        String before = fs().stat("/f").version();
        fs().readBytes("/f");
        given().write("/g", "other");
        assertEquals(before, fs().stat("/f").version());
    }

    @Test
    @Requires(Capability.CONDITIONAL_WRITE)
    default void the_expected_version_is_replaced() throws IOException {
        given().write("/f", "old");
        fs().write("/f", WriteOptions.replace().onlyIfVersion(version("/f")), out -> out.write(new byte[] {1}));
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    @Requires(Capability.CONDITIONAL_WRITE)
    default void another_version_than_the_expected_one_is_not_replaced() throws IOException {
        given().write("/f", "old");
        String old = version("/f");
        given().write("/f", "newer");
        Snapshot before = Snapshot.of(given());
        // The open may notice already, the commit must.
        assertThrows(
                FileChangedException.class,
                () -> fs().write("/f", WriteOptions.replace().onlyIfVersion(old), out -> out.write(new byte[] {1})));
        assertEquals(before, Snapshot.of(given()));
        assertEquals("newer", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.CONDITIONAL_WRITE)
    default void a_version_that_changed_while_writing_is_not_replaced() throws IOException {
        given().write("/f", "old");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace().onlyIfVersion(version("/f")))) {
            out.write(new byte[] {1});
            given().write("/f", "newer");
            refused(FileChangedException.class, Operation.COMMIT, "/f", out::commit);
        }
        assertEquals("newer", fs().readString("/f"));
    }

    private String version(String path) throws IOException {
        return Objects.requireNonNull(fs().stat(path).version(), "CONDITIONAL_WRITE without versions");
    }
}
