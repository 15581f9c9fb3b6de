package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts become paths, seen through the filesystem. */
public interface Paths extends Subject {

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "/..", "/../f", "/d/../../f", "../../etc/passwd", "/f\0", "/\0/f", "/\ud800"})
    default void a_path_that_makes_no_sense_is_refused(String text) throws IOException {
        given().createDirectory("/d");
        given().write("/f", "abc");
        Snapshot before = Snapshot.of(given());
        assertThrows(InvalidPathException.class, () -> fs().stat(text));
        assertThrows(InvalidPathException.class, () -> fs().openRead(text));
        assertThrows(InvalidPathException.class, () -> fs().openWrite(text, WriteOptions.replace()));
        assertThrows(InvalidPathException.class, () -> fs().createDirectory(text));
        assertThrows(InvalidPathException.class, () -> fs().delete(text));
        assertThrows(InvalidPathException.class, () -> fs().move("/f", text));
        assertEquals(before, Snapshot.of(given()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/d/f", "d/f", "//d///f", "/./d/./f", "/d/../d/f", "/d/x/../f", "./d/f"})
    default void a_file_is_found_by_every_spelling_of_its_path(String text) throws IOException {
        given().createDirectory("/d");
        given().write("/d/f", "abc");
        assertEquals("abc", fs().readString(text));
        assertEquals(FsPath.of("/d/f"), fs().stat(text).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/.", ".", "/d/..", "d/../"})
    default void the_root_is_found_by_every_spelling(String text) throws IOException {
        given().createDirectory("/d");
        assertTrue(fs().stat(text).isDirectory());
        assertEquals(List.of("d"), names(text));
    }

    @Test
    @Requires(Capability.WRITE)
    default void percent_signs_are_not_decoded() throws IOException {
        fs().write("/a%2Fb", "1");
        fs().write("/%2e%2e", "2");
        assertEquals(List.of("%2e%2e", "a%2Fb"), names("/"));
    }

    @Test
    @Requires(Capability.WRITE)
    default void spaces_are_part_of_a_name() throws IOException {
        fs().createDirectory("/d ");
        fs().write("/d / f", "abc");
        assertEquals(List.of("d "), names("/"));
        assertEquals(List.of(" f"), names("/d "));
    }
}
