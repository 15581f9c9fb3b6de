package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.Operation;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes that go straight into the file, for uploads that are to be resumed. */
@Requires({Capability.WRITE, Capability.IN_PLACE_WRITE})
public interface InPlace extends Subject {

    @Test
    default void a_file_written_in_place_is_visible_at_once() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew().inPlace())) {
            assertTrue(given().exists("/f"));
            out.write(new byte[] {'a', 'b'});
            assertEquals("ab", given().readString("/f"));
            out.write(new byte[] {'c'});
            assertEquals("abc", given().readString("/f"));
            assertEquals(3, out.commit().size());
        }
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    default void what_was_written_in_place_stays_after_an_abort() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew().inPlace())) {
            out.write(new byte[] {'a', 'b'});
        }
        assertEquals("ab", fs().readString("/f"));
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    default void replacing_in_place_starts_from_nothing() throws IOException {
        given().write("/f", "old bytes");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace().inPlace())) {
            out.write(new byte[] {'n'});
        }
        assertEquals("n", fs().readString("/f"));
    }

    @Test
    default void a_new_file_in_place_over_an_existing_one_is_refused() throws IOException {
        given().write("/f", "old");
        refused(
                FileAlreadyExistsException.class,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.createNew().inPlace()));
    }

    @Test
    @Requires(Capability.APPEND)
    default void an_interrupted_upload_is_resumed() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew().inPlace())) {
            out.write(new byte[] {'a', 'b'});
        }
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.append().inPlace())) {
            assertEquals(2, out.size());
            out.write(new byte[] {'c'});
            out.commit();
        }
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.UPDATE)
    default void a_byte_is_changed_in_place() throws IOException {
        given().write("/f", "abc");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.update().inPlace())) {
            out.write(new byte[] {'X'});
            assertEquals("Xbc", given().readString("/f"));
        }
        assertEquals("Xbc", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.TRUNCATE)
    default void truncation_in_place_is_visible_at_once() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew().inPlace())) {
            out.write(new byte[] {'a', 'b', 'c'});
            out.truncate(1);
            assertEquals("a", given().readString("/f"));
            out.commit();
        }
        assertEquals("a", fs().readString("/f"));
    }
}
