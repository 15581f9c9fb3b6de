package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.Capability;
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
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Existing files that grow. */
@Requires({Capability.WRITE, Capability.APPEND})
public interface Appending extends Subject {

    @ParameterizedTest
    @EnumSource
    default void an_append_goes_behind_what_there_is(Size size) throws IOException {
        byte[] old = content(size);
        byte[] more = Content.bytes(chunkSize() + 3, 2);
        given().write("/f", old);
        fs().write("/f", WriteOptions.append(), out -> out.write(more));
        assertContent(Content.joined(old, more), "/f");
    }

    @Test
    default void appending_to_a_missing_file_creates_it() throws IOException {
        fs().write("/f", WriteOptions.append(), out -> out.write(new byte[] {1}));
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    default void appending_to_a_missing_file_that_must_exist_is_refused() throws IOException {
        refused(
                NoSuchFileException.class,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.append().mustExistAlready()));
    }

    @Test
    default void appending_to_a_directory_is_refused() throws IOException {
        given().createDirectory("/d");
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/d",
                () -> fs().openWrite("/d", WriteOptions.append()));
    }

    @Test
    default void appending_nothing_changes_no_byte() throws IOException {
        given().write("/f", "abc");
        fs().write("/f", WriteOptions.append(), out -> {});
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    default void several_appends_follow_each_other() throws IOException {
        for (int i = 0; i < 5; i++) {
            byte digit = (byte) ('0' + i);
            fs().write("/f", WriteOptions.append(), out -> out.write(new byte[] {digit}));
        }
        assertEquals("01234", fs().readString("/f"));
    }

    @Test
    default void the_size_in_flight_counts_what_there_was() throws IOException {
        given().write("/f", "abc");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.append())) {
            assertEquals(3, out.size());
            out.write(new byte[2]);
            assertEquals(5, out.size());
            out.commit();
        }
    }

    @Test
    default void an_append_is_not_visible_before_the_commit() throws IOException {
        given().write("/f", "abc");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.append())) {
            out.write(content(Size.SEVERAL_CHUNKS));
            assertEquals("abc", given().readString("/f"));
            out.commit();
        }
        assertEquals(3 + content(Size.SEVERAL_CHUNKS).length, fs().stat("/f").size());
    }

    @Test
    default void an_aborted_append_leaves_the_old_bytes() throws IOException {
        given().write("/f", "abc");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.append())) {
            out.write(content(Size.SEVERAL_CHUNKS));
        }
        assertEquals("abc", fs().readString("/f"));
    }

    @Test
    @Requires({Capability.WRITE, Capability.APPEND, Capability.RANDOM_WRITE})
    default void a_position_in_an_append_counts_from_the_start_of_the_file() throws IOException {
        given().write("/f", "abcdef");
        fs().write("/f", WriteOptions.append(), out -> {
            out.write(ByteBuffer.wrap(new byte[] {'X'}), 1);
            out.write(new byte[] {'g'});
        });
        assertEquals("aXcdefg", fs().readString("/f"));
    }
}
