package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SpillFileTest {

    @RepeatedTest(20)
    void is_as_an_array_that_knows_what_was_written(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        int size = 4000;
        byte[] bytes = new byte[size];
        boolean[] written = new boolean[size];
        try (SpillFile file = SpillFile.create()) {
            for (int step = 0; step < 300; step++) {
                int position = random.nextInt(size);
                if (random.nextInt(12) == 0) {
                    file.truncate(position);
                    Arrays.fill(written, position, size, false);
                } else {
                    byte[] piece = new byte[random.nextInt(Math.min(200, size - position) + 1)];
                    random.nextBytes(piece);
                    ByteBuffer source = ByteBuffer.wrap(piece);
                    file.write(source, position);
                    assertEquals(0, source.remaining());
                    System.arraycopy(piece, 0, bytes, position, piece.length);
                    Arrays.fill(written, position, position + piece.length, true);
                }
                int asked = random.nextInt(size);
                assertEquals(next(written, asked, false) - asked, file.writtenFrom(asked));
                if (!written[asked]) {
                    int next = next(written, asked, true);
                    assertEquals(next == size ? Long.MAX_VALUE : next, file.nextWritten(asked));
                }
            }
            for (int position = 0; position < size; ) {
                int count = (int) file.writtenFrom(position);
                ByteBuffer target = ByteBuffer.allocate(size);
                while (target.position() < count) {
                    file.read(target, position + target.position());
                }
                assertEquals(count, target.position());
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, position, position + count), Arrays.copyOf(target.array(), count));
                position = Math.max(position + 1, position + count);
            }
        }
    }

    /** The next position that was written, or not; the size if there is none. */
    private static int next(boolean[] written, int from, boolean wanted) {
        int position = from;
        while (position < written.length && written[position] != wanted) {
            position++;
        }
        return position;
    }

    @Test
    void large_buffers_are_written_whole_and_read_by_steps() throws IOException {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        try (SpillFile file = SpillFile.create()) {
            file.write(ByteBuffer.wrap(bytes), 5L << 32);
            assertEquals(bytes.length, file.writtenFrom(5L << 32));
            ByteBuffer target = ByteBuffer.allocate(bytes.length + 10);
            while (target.position() < bytes.length) {
                assertTrue(file.read(target, (5L << 32) + target.position()) > 0);
                assertEquals(target.capacity(), target.limit());
            }
            assertArrayEquals(bytes, Arrays.copyOf(target.array(), bytes.length));
        }
    }

    @Test
    void after_the_close_nothing_can_be_written() throws IOException {
        SpillFile file = SpillFile.create();
        file.write(ByteBuffer.allocate(10), 0);
        file.close();
        assertThrows(ClosedChannelException.class, () -> file.write(ByteBuffer.allocate(1), 0));
        file.close();
    }
}
