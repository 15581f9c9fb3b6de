package io.anyfs.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayPoolTest {

    private final ArrayPool pool = new ArrayPool(100, 2);

    @Test
    void an_array_that_is_given_back_is_used_again_by_one() {
        byte[] array = pool.take();
        assertEquals(100, array.length);
        pool.giveBack(array);
        assertSame(array, pool.take());
        assertNotSame(array, pool.take());
    }

    @Test
    void arrays_of_other_lengths_are_not_kept() {
        byte[] other = new byte[99];
        pool.giveBack(other);
        assertNotSame(other, pool.take());
    }

    @Test
    void no_more_are_kept_than_the_most() {
        List<byte[]> arrays = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            arrays.add(pool.take());
        }
        arrays.forEach(pool::giveBack);
        assertSame(arrays.get(1), pool.take());
        assertSame(arrays.get(0), pool.take());
        assertNotSame(arrays.get(2), pool.take());
    }

    @Test
    void the_heap_gets_back_what_nobody_uses() {
        ArrayPool large = new ArrayPool(16 << 20, Integer.MAX_VALUE);
        long heap = Runtime.getRuntime().maxMemory();
        for (long given = 0; given < heap + heap / 2; given += large.length()) {
            large.giveBack(new byte[large.length()]);
        }
        assertEquals(16 << 20, large.take().length);
    }
}
