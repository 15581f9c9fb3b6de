package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadMemoryTest {

    private final ReadMemory memory = new ReadMemory(1000, 100);

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
    void arrays_are_used_again_as_long_as_anything_is_used() {
        assertTrue(memory.tryReserve(200, 0));
        byte[] array = memory.array(100);
        memory.giveBack(array);
        assertSame(array, memory.array(100));
        assertNotSame(array, memory.array(100));

        memory.giveBack(array);
        memory.release(200);
        assertNotSame(array, memory.array(100));
    }

    @Test
    void arrays_of_other_lengths_are_not_kept() {
        byte[] array = memory.array(50);
        assertEquals(50, array.length);
        memory.giveBack(array);
        assertNotSame(array, memory.array(50));
    }

    @Test
    void no_more_is_kept_than_the_memory_is() {
        assertTrue(memory.tryReserve(200, 0));
        for (int i = 0; i < 11; i++) {
            memory.giveBack(new byte[100]);
        }
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        byte[] last = new byte[100];
        memory.giveBack(last);
        for (int i = 0; i < 10; i++) {
            kept.add(memory.array(100));
        }
        assertFalse(kept.contains(last));
    }
}
