package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others see of a write before it is committed, and when it never is. */
@Requires(Capability.WRITE)
public interface Visibility extends Subject {

    @Test
    default void a_new_file_does_not_exist_before_the_commit() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(content(Size.SEVERAL_CHUNKS));
            assertFalse(given().exists("/f"));
            assertFalse(fs().exists("/f"));
            out.commit();
        }
        assertTrue(fs().exists("/f"));
    }

    @Test
    default void a_file_under_way_is_not_listed() throws IOException {
        given().createDirectory("/d");
        try (WriteHandle out = fs().openWrite("/d/f", WriteOptions.createNew())) {
            out.write(content(Size.SEVERAL_CHUNKS));
            assertEquals(List.of(), names("/d"));
            assertEquals(List.of(), given().entries("/d"));
            out.commit();
        }
        assertEquals(List.of("f"), names("/d"));
    }

    @Test
    default void a_replaced_file_keeps_its_old_bytes_until_the_commit() throws IOException {
        byte[] old = content(Size.CHUNK_PLUS_ONE);
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", old);
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            assertContent(old, "/f");
            out.write(bytes);
            assertContent(old, "/f");
            assertEquals(old.length, given().stat("/f").size());
            out.commit();
        }
        assertContent(bytes, "/f");
    }

    @Test
    default void closing_without_a_commit_publishes_nothing() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(content(Size.SEVERAL_CHUNKS));
        }
        assertFalse(fs().exists("/f"));
        assertEquals(List.of(), names("/"));
    }

    @Test
    default void closing_without_a_commit_keeps_the_old_file() throws IOException {
        byte[] old = content(Size.CHUNK_PLUS_ONE);
        given().write("/f", old);
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.replace())) {
            out.write(content(Size.SEVERAL_CHUNKS));
        }
        assertContent(old, "/f");
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    default void opening_and_aborting_publishes_no_empty_file() throws IOException {
        fs().openWrite("/f", WriteOptions.replace()).abort(null);
        assertFalse(fs().exists("/f"));
    }

    @Test
    default void an_exception_in_the_writing_code_publishes_nothing_and_arrives_unchanged() throws IOException {
        given().write("/f", "old");
        IllegalStateException thrown = new IllegalStateException("out of paper");
        IllegalStateException caught = assertThrows(
                IllegalStateException.class,
                () -> fs().write("/f", WriteOptions.replace(), out -> {
                    out.write(content(Size.SEVERAL_CHUNKS));
                    throw thrown;
                }));
        assertEquals(thrown, caught);
        assertEquals("old", fs().readString("/f"));
        assertEquals(List.of("f"), names("/"));
    }

    @Test
    default void an_abort_does_not_disturb_another_writer_of_the_same_file() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        try (WriteHandle one = fs().openWrite("/f", WriteOptions.replace());
                WriteHandle two = fs().openWrite("/f", WriteOptions.replace())) {
            one.write(content(Size.CHUNK));
            two.write(bytes);
            one.abort(null);
            two.commit();
        }
        assertContent(bytes, "/f");
    }

    @Test
    default void parents_created_on_demand_stay_when_the_write_is_aborted() throws IOException {
        fs().openWrite("/a/b/f", WriteOptions.createNew().creatingParents()).abort(null);
        assertTrue(fs().isDirectory(io.anyfs.FsPath.of("/a/b")));
        assertEquals(List.of(), names("/a/b"));
    }

    @Test
    default void a_file_whose_directory_vanished_is_refused_at_the_commit() throws IOException {
        given().createDirectory("/d");
        try (WriteHandle out = fs().openWrite("/d/f", WriteOptions.createNew())) {
            out.write(new byte[] {1});
            given().delete("/d");
            assertThrows(NoSuchFileException.class, out::commit);
        }
        assertFalse(fs().exists("/d"));
    }
}
