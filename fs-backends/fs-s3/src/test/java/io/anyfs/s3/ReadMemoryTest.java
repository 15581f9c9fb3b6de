package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadMemoryTest {

    private final ReadMemory memory = new ReadMemory(1000);

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
}
