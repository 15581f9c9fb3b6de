package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.Operation;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.OddName;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of every kind: kept to the byte, or refused by {@link InvalidNameException}. */
@Requires(Capability.WRITE)
public interface Names extends Subject {

    @ParameterizedTest
    @EnumSource
    default void a_file_of_any_name_is_kept_to_the_byte_or_refused(OddName name) throws IOException {
        FsPath path = FsPath.ROOT.child(name.text());
        try {
            fs().write(path, WriteOptions.createNew(), out -> out.write(new byte[] {1, 2, 3}));
        } catch (InvalidNameException refused) {
            assertEquals(List.of(), names("/"));
            return;
        }
        assertEquals(List.of(name.text()), names("/"));
        assertEquals(3, fs().stat(path).size());
        assertEquals(name.text(), fs().stat(path).name());
        assertEquals(path, fs().entries("/").get(0).path());
        fs().delete(path);
        assertEquals(List.of(), names("/"));
    }

    @ParameterizedTest
    @EnumSource
    default void a_directory_of_any_name_holds_files_or_is_refused(OddName name) throws IOException {
        FsPath directory = FsPath.ROOT.child(name.text());
        FsPath file = directory.child(name.text());
        try {
            fs().createDirectory(directory);
        } catch (InvalidNameException refused) {
            assertEquals(List.of(), names("/"));
            return;
        }
        fs().write(file, WriteOptions.createNew(), out -> out.write(new byte[] {1}));
        assertEquals(
                List.of(file),
                fs().entries(directory).stream().map(entry -> entry.path()).toList());
        assertTrue(fs().stat(directory).isDirectory());
        assertEquals(1, fs().stat(file).size());
    }

    @Test
    @Requires(Capability.MOVE)
    default void a_file_moves_between_odd_names() throws IOException {
        FsPath from = FsPath.ROOT.child(OddName.SPACES_AROUND.text());
        FsPath to = FsPath.ROOT.child(OddName.PERCENT.text());
        fs().write(from, WriteOptions.createNew(), out -> out.write(new byte[] {1}));
        fs().move(from, to, IfExists.FAIL);
        assertEquals(List.of(to.name()), names("/"));
    }

    @Test
    default void composed_and_decomposed_letters_are_different_names_where_declared_and_else_one_is_refused()
            throws IOException {
        FsPath composed = FsPath.ROOT.child(OddName.COMPOSED.text());
        FsPath decomposed = FsPath.ROOT.child(OddName.DECOMPOSED.text());
        fs().write(composed, WriteOptions.createNew(), out -> out.write(new byte[] {1}));
        if (!can().has(Capability.NORMALIZATION_SENSITIVE)) {
            FileSystemException refused = assertThrows(
                    FileSystemException.class,
                    () -> fs().write(decomposed, WriteOptions.createNew(), out -> out.write(new byte[] {1, 2})));
            assertTrue(
                    refused instanceof InvalidNameException || refused instanceof FileAlreadyExistsException,
                    refused::toString);
            assertEquals(1, names("/").size());
            return;
        }
        fs().write(decomposed, WriteOptions.createNew(), out -> out.write(new byte[] {1, 2}));
        assertEquals(1, fs().stat(composed).size());
        assertEquals(2, fs().stat(decomposed).size());
        assertEquals(2, names("/").size());
    }

    @Test
    @Requires(Capability.CASE_SENSITIVE)
    default void names_that_differ_only_in_case_are_different() throws IOException {
        fs().write("/name", "1");
        assertFalse(fs().exists("/NAME"));
        fs().write("/NAME", "22");
        fs().createDirectory("/Name");
        assertEquals(List.of("NAME", "Name", "name"), names("/"));
        assertEquals("1", fs().readString("/name"));
        assertEquals("22", fs().readString("/NAME"));
    }

    @Test
    default void a_name_as_long_as_the_limit_works() throws IOException {
        String name = "n".repeat(longest());
        fs().write("/" + name, "abc");
        assertEquals(List.of(name), names("/"));
        assertEquals("abc", fs().readString("/" + name));
    }

    @Test
    default void the_limit_of_a_name_counts_bytes_and_not_characters() throws IOException {
        String name = "\u6f22".repeat(longest() / 3);
        fs().write("/" + name, "abc");
        assertEquals(List.of(name), names("/"));
        String tooLong = "\u6f22".repeat(longest() / 3 + 1);
        refused(
                InvalidNameException.class,
                Operation.OPEN_WRITE,
                "/" + tooLong,
                () -> fs().openWrite("/" + tooLong, WriteOptions.createNew()));
    }

    @Test
    default void nothing_is_created_by_a_name_that_is_too_long() throws IOException {
        String tooLong = "/" + "n".repeat(longest() + 1);
        given().write("/f", "abc");
        refused(
                InvalidNameException.class,
                Operation.OPEN_WRITE,
                tooLong,
                () -> fs().openWrite(tooLong, WriteOptions.createNew()));
        refused(InvalidNameException.class, Operation.CREATE_DIRECTORY, tooLong, () -> fs().createDirectory(tooLong));
        refused(InvalidNameException.class, Operation.COPY, tooLong, () -> fs().copy("/f", tooLong));
        if (can().has(Capability.MOVE)) {
            refused(InvalidNameException.class, Operation.MOVE, tooLong, () -> fs().move("/f", tooLong));
        }
        if (can().has(Capability.SYMBOLIC_LINKS)) {
            refused(
                    InvalidNameException.class,
                    Operation.CREATE_SYMBOLIC_LINK,
                    tooLong,
                    () -> fs().createSymbolicLink(FsPath.of(tooLong), "f"));
        }
        if (can().has(Capability.HARD_LINKS)) {
            refused(
                    InvalidNameException.class,
                    Operation.CREATE_HARD_LINK,
                    tooLong,
                    () -> fs().createHardLink(FsPath.of(tooLong), FsPath.of("/f")));
        }
    }

    @Test
    default void nothing_is_found_by_a_name_that_is_too_long() throws IOException {
        String tooLong = "/" + "n".repeat(longest() + 1);
        FileSystemException failure = Assertions.assertThrows(FileSystemException.class, () -> fs().stat(tooLong));
        ErrorKind kind = ErrorKind.of(failure);
        assertTrue(kind == ErrorKind.NOT_FOUND || kind == ErrorKind.INVALID_NAME, () -> kind + ": " + failure);
    }

    private int longest() {
        int limit = can().limits().maxNameBytes();
        assumeTrue(limit <= 10_000, () -> "no limit to reach: " + limit);
        return limit;
    }
}
