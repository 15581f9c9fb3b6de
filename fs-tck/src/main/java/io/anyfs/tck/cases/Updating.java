package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.Capability;
import io.anyfs.IsDirectoryException;
import io.anyfs.Operation;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Existing files that are changed in places. */
@Requires({Capability.WRITE, Capability.UPDATE})
public interface Updating extends Subject {

    @Test
    default void an_update_starts_from_the_bytes_there_are() throws IOException {
        given().write("/f", "abcdef");
        fs().write("/f", WriteOptions.update(), out -> {});
        assertEquals("abcdef", fs().readString("/f"));
    }

    @Test
    default void an_update_writes_from_the_start() throws IOException {
        given().write("/f", "abcdef");
        fs().write("/f", WriteOptions.update(), out -> out.write(new byte[] {'X', 'Y'}));
        assertEquals("XYcdef", fs().readString("/f"));
    }

    @Test
    default void an_update_may_go_over_the_end() throws IOException {
        given().write("/f", "ab");
        fs().write("/f", WriteOptions.update(), out -> out.write(new byte[] {'X', 'Y', 'Z'}));
        assertEquals("XYZ", fs().readString("/f"));
    }

    @ParameterizedTest
    @EnumSource(names = "EMPTY", mode = EnumSource.Mode.EXCLUDE)
    @Requires({Capability.WRITE, Capability.UPDATE, Capability.RANDOM_WRITE})
    default void one_byte_at_any_position_is_changed_and_no_other(Size size) throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        int position = size.bytes(chunkSize()) - 1;
        bytes[position] ^= 0x55;
        fs().write("/f", WriteOptions.update(), out -> out.write(ByteBuffer.wrap(bytes, position, 1), position));
        assertContent(bytes, "/f");
    }

    @Test
    default void updating_a_missing_file_creates_it() throws IOException {
        fs().write("/f", WriteOptions.update(), out -> out.write(new byte[] {1}));
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    default void updating_a_missing_file_that_must_exist_is_refused() throws IOException {
        refused(
                NoSuchFileException.class,
                Operation.OPEN_WRITE,
                "/f",
                () -> fs().openWrite("/f", WriteOptions.update().mustExistAlready()));
    }

    @Test
    default void updating_a_directory_is_refused() throws IOException {
        given().createDirectory("/d");
        refused(
                IsDirectoryException.class,
                Operation.OPEN_WRITE,
                "/d",
                () -> fs().openWrite("/d", WriteOptions.update()));
    }

    @Test
    default void an_update_is_not_visible_before_the_commit() throws IOException {
        given().write("/f", "abcdef");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.update())) {
            assertEquals(6, out.size());
            out.write(new byte[] {'X'});
            assertEquals("abcdef", given().readString("/f"));
            out.commit();
        }
        assertEquals("Xbcdef", fs().readString("/f"));
    }

    @Test
    default void an_aborted_update_leaves_the_old_bytes() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.update())) {
            out.write(new byte[chunkSize() + 1]);
        }
        assertContent(bytes, "/f");
    }
}
