package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.spi.ArrayPool;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadMemoryTest {

    private final ReadMemory memory = new ReadMemory(1000, new ArrayPool(100, 10));

    @Test
    void one_reader_gets_half() {
        assertTrue(memory.tryReserve(300, 0));
        assertTrue(memory.tryReserve(200, 300));
        assertFalse(memory.tryReserve(1, 500));
        assertEquals(500, memory.usedBytes());
    }

    @Test
    void the_next_one_gets_half_of_what_is_left_and_so_on() {
        assertTrue(memory.tryReserve(500, 0));
        assertFalse(memory.tryReserve(251, 0));
        assertTrue(memory.tryReserve(250, 0));
        assertTrue(memory.tryReserve(125, 0));
        memory.release(500);
        assertTrue(memory.tryReserve(312, 0));
    }

    @Test
    void what_does_not_fit_takes_nothing() {
        assertFalse(memory.tryReserve(2000, 0));
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void chunks_are_used_again() {
        byte[][] chunks = memory.chunks(250);
        assertArrayEquals(
                new int[] {100, 100, 50},
                Stream.of(chunks).mapToInt(chunk -> chunk.length).toArray());
        memory.giveBack(chunks);
        byte[][] again = memory.chunks(300);
        assertSame(chunks[1], again[0]);
        assertSame(chunks[0], again[1]);
        assertEquals(100, again[2].length);
    }

    @Test
    void no_more_is_kept_than_the_memory_is() {
        byte[][] chunks = memory.chunks(1100);
        memory.giveBack(chunks);
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(List.of(memory.chunks(1100)));
        kept.retainAll(List.of(chunks));
        assertEquals(10, kept.size());
    }
}
