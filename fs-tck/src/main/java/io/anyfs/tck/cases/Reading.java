package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.IsDirectoryException;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files read by position. */
public interface Reading extends Subject {

    @ParameterizedTest
    @EnumSource
    default void a_file_of_any_size_reads_back(Size size) throws IOException {
        byte[] bytes = content(size);
        given().write("/f", bytes);
        assertContent(bytes, "/f");
    }

    @Test
    default void an_empty_file_exists_is_listed_and_reads() throws IOException {
        given().write("/f", "");
        assertTrue(fs().stat("/f").isFile());
        assertEquals(0, fs().entries("/").get(0).size());
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(0, in.size());
            assertEquals(-1, in.read(ByteBuffer.allocate(1), 0));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "EMPTY", mode = EnumSource.Mode.EXCLUDE)
    default void a_read_starts_at_any_position(Size size) throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        int position = size.bytes(chunkSize()) - 1;
        given().write("/f", bytes);
        try (ReadHandle in = fs().openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(bytes.length - position);
            in.readFully(target, position);
            assertArrayEquals(Arrays.copyOfRange(bytes, position, bytes.length), target.array());
        }
    }

    @Test
    default void reads_in_any_order_give_the_same_bytes() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (ReadHandle in = fs().openRead("/f")) {
            byte[] read = new byte[bytes.length];
            int step = 4093;
            int last = (bytes.length - 1) / step * step;
            for (int position = last; position >= 0; position -= step) {
                in.readFully(ByteBuffer.wrap(read, position, Math.min(step, bytes.length - position)), position);
            }
            assertArrayEquals(bytes, read);
        }
    }

    @Test
    default void a_read_at_the_end_gives_minus_one() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(-1, in.read(ByteBuffer.allocate(1), 3));
        }
    }

    @Test
    default void a_read_far_past_the_end_gives_minus_one() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(-1, in.read(ByteBuffer.allocate(1), 4));
            assertEquals(-1, in.read(ByteBuffer.allocate(1), 1L << 40));
            assertEquals(-1, in.read(ByteBuffer.allocate(1), Long.MAX_VALUE));
        }
    }

    @Test
    default void a_read_that_reaches_over_the_end_gives_what_there_is() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(10);
            assertEquals(2, in.read(target, 1));
            assertEquals(2, target.position());
            assertArrayEquals(new byte[] {'b', 'c'}, Content.first(2, target.array()));
        }
    }

    @Test
    default void a_negative_position_is_refused() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            assertThrows(IllegalArgumentException.class, () -> in.read(ByteBuffer.allocate(1), -1));
        }
    }

    @Test
    default void a_full_buffer_gets_no_byte() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(0, in.read(ByteBuffer.allocate(0), 0));
        }
    }

    @Test
    default void a_read_fills_only_what_is_free_in_the_buffer() throws IOException {
        given().write("/f", "abcdef");
        try (ReadHandle in = fs().openRead("/f")) {
            ByteBuffer target = ByteBuffer.wrap("......".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            target.position(2).limit(4);
            in.readFully(target, 0);
            assertEquals(4, target.position());
            assertArrayEquals(new byte[] {'.', '.', 'a', 'b', '.', '.'}, target.array());
        }
    }

    @Test
    default void a_direct_buffer_is_filled_like_any_other() throws IOException {
        byte[] bytes = content(Size.CHUNK_PLUS_ONE);
        given().write("/f", bytes);
        try (ReadHandle in = fs().openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocateDirect(bytes.length);
            in.readFully(target, 0);
            byte[] read = new byte[bytes.length];
            target.flip().get(read);
            assertArrayEquals(bytes, read);
        }
    }

    @Test
    default void reading_more_than_there_is_fully_fails_with_end_of_file() throws IOException {
        given().write("/f", "abc");
        try (ReadHandle in = fs().openRead("/f")) {
            refused(EOFException.class, Operation.READ, "/f", () -> in.readFully(ByteBuffer.allocate(4), 0));
        }
    }

    @Test
    default void a_missing_file_fails_at_the_open() throws IOException {
        refused(NoSuchFileException.class, Operation.OPEN_READ, "/missing", () -> fs().openRead("/missing"));
    }

    @Test
    default void a_file_in_a_missing_directory_fails_at_the_open() throws IOException {
        refused(NoSuchFileException.class, Operation.OPEN_READ, "/no/such", () -> fs().openRead("/no/such"));
    }

    @Test
    default void a_directory_cannot_be_opened_for_reading() throws IOException {
        given().createDirectory("/d");
        refused(IsDirectoryException.class, Operation.OPEN_READ, "/d", () -> fs().openRead("/d"));
    }

    @Test
    default void the_root_cannot_be_opened_for_reading() throws IOException {
        refused(IsDirectoryException.class, Operation.OPEN_READ, "/", () -> fs().openRead("/"));
    }

    @Test
    default void nothing_below_a_file_can_be_read() throws IOException {
        given().write("/f", "abc");
        refused(NotDirectoryException.class, Operation.OPEN_READ, "/f/x", () -> fs().openRead("/f/x"));
    }

    @Test
    default void an_open_file_tells_the_same_facts_as_stat() throws IOException {
        given().write("/f", content(Size.CHUNK_PLUS_ONE));
        try (ReadHandle in = fs().openRead("/f")) {
            assertEquals(fs().stat("/f"), in.info());
            assertEquals(fs().stat("/f").size(), in.size());
        }
    }

    @Test
    default void handles_of_the_same_file_do_not_disturb_each_other() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (ReadHandle second = fs().openRead("/f")) {
            try (ReadHandle first = fs().openRead("/f")) {
                first.readFully(ByteBuffer.allocate(chunkSize()), 1);
            }
            ByteBuffer target = ByteBuffer.allocate(bytes.length);
            second.readFully(target, 0);
            assertArrayEquals(bytes, target.array());
        }
    }

    @Test
    default void many_threads_read_through_one_handle() throws Exception {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        given().write("/f", bytes);
        try (ReadHandle in = fs().openRead("/f")) {
            Race.assertAllSucceeded(Race.run(8, number -> {
                for (int round = 0; round < 20; round++) {
                    int position = (number * 7919 + round * 4093) % bytes.length;
                    ByteBuffer target = ByteBuffer.allocate(Math.min(5000, bytes.length - position));
                    in.readFully(target, position);
                    assertArrayEquals(
                            Arrays.copyOfRange(bytes, position, position + target.capacity()), target.array());
                }
                return number;
            }));
        }
    }

    @Test
    default void a_closed_handle_reads_no_more() throws IOException {
        given().write("/f", "abc");
        ReadHandle in = fs().openRead("/f");
        in.close();
        in.close();
        assertFalse(in.isOpen());
        refused(ClosedChannelException.class, Operation.READ, "/f", () -> in.read(ByteBuffer.allocate(1), 0));
    }
}
