package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class EarlyBytesTest {

    private final PartMemory memory = new PartMemory(64 << 20);
    private final EarlyBytes early = new EarlyBytes(memory);

    @Test
    void bytes_are_taken_in_order_when_their_turn_has_come() {
        assertTrue(offer("cd", 2));
        assertTrue(offer("ef", 4));
        assertNull(early.takeAt(0));
        assertNull(early.takeAt(1));
        assertEquals("cd", text(early.takeAt(2)));
        assertEquals("ef", text(early.takeAt(4)));
        assertNull(early.takeAt(6));
        assertTrue(early.isEmpty());
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void what_was_written_over_in_the_meantime_is_forgotten_and_the_rest_goes_on() {
        assertTrue(offer("cdef", 2));
        assertTrue(offer("g", 6));
        assertEquals("ef", text(early.takeAt(4)));
        assertTrue(offer("hij", 7));
        assertNull(early.takeAt(20));
        assertTrue(early.isEmpty());
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void bytes_that_overlap_others_are_refused_and_left_in_the_buffer() {
        assertTrue(offer("cdef", 2));
        for (int position : new int[] {1, 2, 3, 5}) {
            ByteBuffer refused = buffer("xy");
            assertFalse(early.offer(refused, position));
            assertEquals(2, refused.remaining());
        }
        assertFalse(offer("0123456789", 0));
        assertTrue(offer("ab", 0));
        assertTrue(offer("gh", 6));
    }

    @Test
    void the_window_takes_64_writes_of_64_KiB_and_no_more() {
        for (int write = 0; write < 64; write++) {
            assertTrue(early.offer(ByteBuffer.allocate(64 << 10), (write + 1L) * (64 << 10)), "write " + write);
        }
        assertFalse(early.offer(ByteBuffer.allocate(64 << 10), 65L * (64 << 10)));
        early.clear();
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void single_bytes_count_for_what_it_costs_to_keep_them() {
        int kept = 0;
        while (early.offer(ByteBuffer.allocate(1), 1 + 2L * kept)) {
            kept++;
        }
        assertTrue(kept < 50_000, kept + " pieces of a byte each");
    }

    @Test
    void no_more_is_kept_than_all_uploads_together_have() {
        PartMemory small = new PartMemory(8 << 20);
        EarlyBytes one = new EarlyBytes(small);
        EarlyBytes other = new EarlyBytes(small);
        assertTrue(one.offer(ByteBuffer.allocate(900_000), 1));
        assertFalse(other.offer(ByteBuffer.allocate(900_000), 1));
        one.clear();
        assertTrue(other.offer(ByteBuffer.allocate(900_000), 1));
    }

    @RepeatedTest(20)
    void is_as_a_map_of_bytes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        TreeMap<Long, Byte> model = new TreeMap<>();
        long turn = 0;
        for (int step = 0; step < 500; step++) {
            int kind = random.nextInt(10);
            if (kind < 5) {
                long position = turn + 1 + random.nextInt(300);
                byte[] bytes = new byte[1 + random.nextInt(40)];
                random.nextBytes(bytes);
                boolean overlaps =
                        !model.subMap(position, position + bytes.length).isEmpty();
                assertEquals(!overlaps, early.offer(ByteBuffer.wrap(bytes), position));
                for (int index = 0; index < bytes.length && !overlaps; index++) {
                    model.put(position + index, bytes[index]);
                }
            } else if (kind < 8) {
                turn += random.nextInt(30);
                for (ByteBuffer piece = early.takeAt(turn); piece != null; piece = early.takeAt(turn)) {
                    while (piece.hasRemaining()) {
                        assertEquals(model.get(turn), piece.get(), "at " + turn);
                        turn++;
                    }
                }
                model.headMap(turn).clear();
                assertFalse(model.containsKey(turn));
            } else if (kind == 8) {
                long size = turn + random.nextInt(300);
                early.truncate(size);
                model.tailMap(size).clear();
            } else {
                long position = turn + random.nextInt(300);
                ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(50));
                int read = early.read(target, position);
                assertEquals(model.containsKey(position), read > 0);
                for (int index = 0; index < read; index++) {
                    assertEquals(model.get(position + index), target.get(index));
                }
            }
            assertEquals(model.isEmpty(), early.isEmpty());
            if (!model.isEmpty()) {
                assertEquals(model.firstKey(), early.first());
            }
        }
        early.clear();
        assertEquals(0, memory.usedBytes());
    }

    private boolean offer(String text, long position) {
        return early.offer(buffer(text), position);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static String text(ByteBuffer bytes) {
        return java.nio.charset.StandardCharsets.US_ASCII.decode(bytes).toString();
    }
}
