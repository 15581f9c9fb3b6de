package io.anyfs.tck.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.Capability;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Requires;
import io.anyfs.tck.subject.Size;
import io.anyfs.tck.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes at positions, truncation, and reading back what was written. */
@Requires(Capability.WRITE)
public interface Positions extends Subject {

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.RANDOM_WRITE)
    default void a_hole_before_a_position_reads_as_zeros(Size size) throws IOException {
        int hole = size.bytes(chunkSize());
        fs().write("/f", WriteOptions.createNew(), out -> out.write(ByteBuffer.wrap(new byte[] {7}), hole));
        byte[] expected = new byte[hole + 1];
        expected[hole] = 7;
        assertContent(expected, "/f");
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void a_hole_between_two_writes_reads_as_zeros() throws IOException {
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(new byte[] {1});
            out.write(ByteBuffer.wrap(new byte[] {2}), 3L * chunkSize());
        });
        byte[] expected = new byte[3 * chunkSize() + 1];
        expected[0] = 1;
        expected[3 * chunkSize()] = 2;
        assertContent(expected, "/f");
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void pieces_in_any_order_make_the_file() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        int piece = 1 + bytes.length / 37;
        List<Integer> positions = new ArrayList<>();
        for (int position = 0; position < bytes.length; position += piece) {
            positions.add(position);
        }
        Collections.shuffle(positions, new Random(42));
        fs().write("/f", WriteOptions.createNew(), out -> {
            for (int position : positions) {
                out.write(ByteBuffer.wrap(bytes, position, Math.min(piece, bytes.length - position)), position);
            }
        });
        assertContent(bytes, "/f");
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void the_later_of_two_overlapping_writes_wins() throws IOException {
        byte[] under = Content.bytes(2 * chunkSize(), 1);
        byte[] over = Content.bytes(chunkSize(), 2);
        int position = chunkSize() / 2;
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(under);
            out.write(ByteBuffer.wrap(over), position);
        });
        System.arraycopy(over, 0, under, position, over.length);
        assertContent(under, "/f");
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void a_write_at_a_position_does_not_move_where_the_next_one_goes() throws IOException {
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(new byte[] {'a', 'b'});
            out.write(ByteBuffer.wrap(new byte[] {'X'}), 6);
            out.write(new byte[] {'c', 'd'});
        });
        assertContent(new byte[] {'a', 'b', 'c', 'd', 0, 0, 'X'}, "/f");
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void writing_nothing_past_the_end_extends_nothing() throws IOException {
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(new byte[] {1});
            out.write(ByteBuffer.allocate(0), 100);
        });
        assertContent(new byte[] {1}, "/f");
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void the_size_in_flight_counts_holes() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(ByteBuffer.wrap(new byte[] {1, 2}), 100);
            assertEquals(102, out.size());
            assertEquals(102, out.commit().size());
        }
    }

    @Test
    @Requires(Capability.RANDOM_WRITE)
    default void a_negative_position_to_write_at_is_refused() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            assertThrows(IllegalArgumentException.class, () -> out.write(ByteBuffer.wrap(new byte[] {1}), -1));
            assertEquals(0, out.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.TRUNCATE)
    default void a_file_is_cut_to_any_size(Size size) throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        int cut = size.bytes(chunkSize());
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(bytes);
            out.truncate(cut);
            assertEquals(cut, out.size());
        });
        assertContent(Arrays.copyOf(bytes, cut), "/f");
    }

    @ParameterizedTest
    @EnumSource
    @Requires(Capability.TRUNCATE)
    default void a_file_is_extended_with_zeros_to_any_size(Size size) throws IOException {
        int extended = size.bytes(chunkSize());
        byte[] start = Content.first(extended, new byte[] {1});
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(start);
            out.truncate(extended);
            assertEquals(extended, out.size());
        });
        assertContent(Arrays.copyOf(start, extended), "/f");
    }

    @Test
    @Requires(Capability.TRUNCATE)
    default void what_was_cut_off_does_not_come_back() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(bytes);
            out.truncate(chunkSize() / 2);
            out.truncate(bytes.length);
        });
        assertContent(Arrays.copyOf(Arrays.copyOf(bytes, chunkSize() / 2), bytes.length), "/f");
    }

    @Test
    @Requires(Capability.TRUNCATE)
    default void truncation_does_not_move_where_the_next_write_goes() throws IOException {
        fs().write("/f", WriteOptions.createNew(), out -> {
            out.write(new byte[] {'a', 'b', 'c', 'd'});
            out.truncate(2);
            out.write(new byte[] {'e'});
        });
        assertContent(new byte[] {'a', 'b', 0, 0, 'e'}, "/f");
    }

    @Test
    @Requires({Capability.TRUNCATE, Capability.UPDATE})
    default void an_existing_file_is_cut() throws IOException {
        given().write("/f", "abcdef");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.update())) {
            out.truncate(2);
            assertEquals("abcdef", given().readString("/f"));
            out.commit();
        }
        assertEquals("ab", fs().readString("/f"));
    }

    @Test
    @Requires(Capability.TRUNCATE)
    default void a_negative_size_is_refused() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            assertThrows(IllegalArgumentException.class, () -> out.truncate(-1));
        }
    }

    @Test
    @Requires(Capability.READ_BACK)
    default void what_was_written_is_read_back_before_the_commit() throws IOException {
        byte[] bytes = content(Size.SEVERAL_CHUNKS);
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(bytes);
            assertArrayEquals(bytes, readBack(out, 0, bytes.length));
            assertArrayEquals(
                    Arrays.copyOfRange(bytes, chunkSize() - 1, chunkSize() + 1), readBack(out, chunkSize() - 1, 2));
            assertEquals(-1, out.read(ByteBuffer.allocate(1), bytes.length));
            out.commit();
        }
        assertContent(bytes, "/f");
    }

    @Test
    @Requires({Capability.READ_BACK, Capability.UPDATE})
    default void the_kept_bytes_are_read_back_with_the_changed_ones() throws IOException {
        given().write("/f", "abcdef");
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.update())) {
            out.write(new byte[] {'X'});
            assertArrayEquals(new byte[] {'X', 'b', 'c', 'd', 'e', 'f'}, readBack(out, 0, 6));
        }
    }

    @Test
    @Requires({Capability.READ_BACK, Capability.RANDOM_WRITE})
    default void a_hole_is_read_back_as_zeros() throws IOException {
        try (WriteHandle out = fs().openWrite("/f", WriteOptions.createNew())) {
            out.write(ByteBuffer.wrap(new byte[] {1}), 3);
            assertArrayEquals(new byte[] {0, 0, 0, 1}, readBack(out, 0, 4));
        }
    }

    private static byte[] readBack(WriteHandle handle, long position, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining()) {
            int read = handle.read(target, position + target.position());
            assertEquals(true, read > 0, "nothing read at " + (position + target.position()));
        }
        return target.array();
    }
}
