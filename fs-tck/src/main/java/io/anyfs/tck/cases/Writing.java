package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IsDirectoryException;
import io.anyfs.Operation;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** New files, and how a write ends. */
@Requires(Capability.WRITE)
public interface Writing extends Subject {

    @ParameterizedTest
    @EnumSource
    default void a_new_file_of_any_size_is_created(Size size) throws IOException {
        byte[] bytes = content(size);
        FileInfo written = fs().write("/f", WriteOptions.createNew(), out -> out.write(bytes));
        assertEquals(bytes.length, written.size());
        assertContent(bytes, "/f");
    }

    @Test
    default void many_small_writes_follow_each_other() throws IOException {
        byte[] bytes = content(Size.CHUNK_PLUS_ONE);
        fs().write("/f", WriteOptions.createNew(), out -> {
            for (int position = 0; position < bytes.length; position += 1021) {
                out.write(ByteBuffer.wrap(bytes, position, Math.min(1021, bytes.length - position)));
            }
        });
        assertContent(bytes, "/f");
    }

    @Test
    default void a_write_takes_exactly_what_the_buffer_has_left() throws IOException {
        ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}, 1, 3);
        fs().write("/f", WriteOptions.createNew(), out -> out.write(source));
        assertEquals(0, source.remaining());
        assertContent(new byte[] {2, 3, 4}, "/f");
    }

    @Test
    default void direct_and_read_only_buffers_are_written_like_any_other() throws IOException {
        byte[] bytes = content(Size.CHUNK_PLUS_ONE);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(direct);
            out.write(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        });
        assertContent(Content.joined(bytes, bytes), "/f");
    }

    @Test
    default void an_array_can_be_used_again_after_the_write() throws IOException {
        byte[] buffer = {1, 1};
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(buffer);
            buffer[0] = 2;
            out.write(buffer);
            buffer[0] = 3;
        });
        assertContent(new byte[] {1, 1, 2, 1}, "/f");
    }

    @Test
    default void the_commit_tells_the_facts_that_stat_tells() throws IOException {
        FileInfo written = fs().write("/f", WriteOptions.createNew(), out -> out.write(content(Size.CHUNK_PLUS_ONE)));
        assertEquals(fs().stat("/f"), written);
        assertEquals(FsPath.of("/f"), written.path());
        assertTrue(written.isFile());
    }

    @Test
    default void the_handle_knows_the_size_in_flight() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            assertEquals(0, out.size());
            out.write(new byte[5]);
            assertEquals(5, out.size());
            out.write(new byte[3]);
            assertEquals(8, out.size());
            assertEquals(8, out.commit().size());
        }
    }

    @Test
    default void an_expected_size_is_a_hint_only() throws IOException {
        fs().write("/less", WriteOptions.createNew().expecting(1000), out -> out.write(new byte[10]));
        fs().write("/more", WriteOptions.createNew().expecting(10), out -> out.write(new byte[1000]));
        assertEquals(10, fs().stat("/less").size());
        assertEquals(1000, fs().stat("/more").size());
    }

    @Test
    default void a_new_file_over_an_existing_one_is_refused() throws IOException {
        given().write("/f", "old");
        refused(
                FileAlreadyExistsException.class,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.createNew()));
    }

    @Test
    default void a_new_file_that_somebody_else_created_meanwhile_is_refused_at_the_commit() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(content(Size.CHUNK_PLUS_ONE));
            given().write("/f", "first");
            refused(FileAlreadyExistsException.class, Operation.COMMIT, "/f", out::commit);
            assertFalse(out.isOpen());
        }
        assertEquals("first", fs().readString("/f"));
    }

    @Test
    default void a_new_file_where_a_directory_is_is_refused() throws IOException {
        given().createDirectory("/d");
        given().write("/d/kept", "kept");
        Exception failure = refused(
                FileSystemException.class,
                Operation.OPEN_WRITE,
                "/d",
                () -> fs().openWrite("/d", WriteOptions.createNew()));
        assertTrue(
                failure instanceof IsDirectoryException || failure instanceof FileAlreadyExistsException,
                failure::toString);
    }

    @Test
    default void the_root_cannot_be_written() throws IOException {
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/",
                () -> fs().openWrite("/", WriteOptions.replace()));
    }

    @Test
    default void a_path_that_asserts_a_directory_cannot_be_written() throws IOException {
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/f/",
                () -> fs().openWrite("/f/", WriteOptions.createNew()));
        given().write("/f", "old");
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/f/",
                () -> fs().openWrite("/f/", WriteOptions.replace()));
    }

    @Test
    default void a_file_in_a_missing_directory_is_refused() throws IOException {
        refused(
                NoSuchFileException.class,
                Operation.OPEN_WRITE,
                "/no/f",
                () -> fs().openWrite("/no/f", WriteOptions.createNew()));
    }

    @Test
    default void missing_parents_are_created_when_that_is_asked_for() throws IOException {
        fs().write("/a/b/c/f", WriteOptions.createNew().creatingParents(), out -> out.write(new byte[] {1}));
        assertContent(new byte[] {1}, "/a/b/c/f");
        assertTrue(fs().stat("/a/b").isDirectory());
        assertEquals(List.of("b"), names("/a"));
    }

    @Test
    default void creating_parents_leaves_existing_ones_alone() throws IOException {
        given().createDirectory("/a");
        given().write("/a/kept", "kept");
        fs().write("/a/f", WriteOptions.createNew().creatingParents(), out -> out.write(new byte[] {1}));
        assertEquals(List.of("f", "kept"), names("/a"));
        assertEquals("kept", fs().readString("/a/kept"));
    }

    @Test
    default void nothing_can_be_written_below_a_file() throws IOException {
        given().write("/f", "abc");
        refused(
                NotDirectoryException.class,
                Operation.OPEN_WRITE,
                "/f/x",
                () -> fs().openWrite("/f/x", WriteOptions.createNew()));
    }

    @Test
    default void no_parents_are_created_below_a_file() throws IOException {
        given().write("/f", "abc");
        refused(
                NotDirectoryException.class,
                Operation.OPEN_WRITE,
                "/f/x/y",
                () -> fs().openWrite("/f/x/y", WriteOptions.createNew().creatingParents()));
    }

    @Test
    default void an_ended_handle_refuses_everything_but_another_close() throws IOException {
        WriteHandle out = fs().openWrite("/f", WriteOptions.createNew());
        out.write(new byte[] {1});
        out.commit();
        fails(ClosedChannelException.class, Operation.WRITE, "/f", () -> out.write(new byte[] {2}));
        fails(ClosedChannelException.class, Operation.COMMIT, "/f", out::commit);
        out.abort(null);
        out.close();
        assertFalse(out.isOpen());
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    default void an_aborted_handle_refuses_everything_but_another_close() throws IOException {
        WriteHandle out = fs().openWrite("/f", WriteOptions.createNew());
        out.write(new byte[] {1});
        out.abort(new IOException("no more wanted"));
        fails(ClosedChannelException.class, Operation.WRITE, "/f", () -> out.write(new byte[] {2}));
        fails(ClosedChannelException.class, Operation.COMMIT, "/f", out::commit);
        out.abort(null);
        out.close();
        assertFalse(fs().exists("/f"));
        assertEquals(List.of(), names("/"));
    }

    @Test
    default void a_negative_expected_size_makes_no_options() {
        assertThrows(
                IllegalArgumentException.class, () -> WriteOptions.replace().expecting(-2));
    }
}
