package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivedBytesTest {

    @Test
    void bytes_ahead_of_a_gap_count_when_it_is_filled() {
        ArrivedBytes arrived = new ArrivedBytes(0);
        arrived.add(10, 10);
        arrived.add(25, 5);
        assertEquals(0, arrived.end());
        assertFalse(arrived.isAny());

        arrived.add(0, 10);
        assertEquals(20, arrived.end());
        assertTrue(arrived.isAny());

        arrived.add(18, 7);
        assertEquals(30, arrived.end());
    }

    @Test
    void bytes_that_were_there_from_the_start_have_not_arrived() {
        ArrivedBytes arrived = new ArrivedBytes(100);
        arrived.add(100, 0);
        assertFalse(arrived.isAny());
        assertEquals(100, arrived.end());

        arrived.add(40, 10);
        assertTrue(arrived.isAny());
        assertEquals(100, arrived.end());
    }

    @Test
    void whatever_comes_is_told_as_a_map_of_all_bytes_would_tell_it() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int start = random.nextInt(20);
            ArrivedBytes arrived = new ArrivedBytes(start);
            BitSet map = new BitSet();
            map.set(0, start);
            for (int step = 0; step < 40; step++) {
                int position = random.nextInt(100);
                if (random.nextInt(10) == 0) {
                    arrived.truncate(position);
                    map.clear(position, 1_000);
                } else {
                    int count = random.nextInt(12);
                    arrived.add(position, count);
                    map.set(position, position + count);
                }
                assertEquals(map.nextClearBit(0), arrived.end(), "seed " + seed + ", round " + round);
            }
        }
    }

    @Test
    void more_pieces_than_any_client_sends_are_forgotten_and_never_made_up() {
        ArrivedBytes arrived = new ArrivedBytes(0);
        int pieces = ArrivedBytes.MAX_PIECES + 10;
        for (int i = pieces; i > 0; i--) {
            arrived.add(2L * i, 1);
        }
        arrived.add(0, 2);
        for (int i = 1; i < pieces; i++) {
            arrived.add(2L * i + 1, 1);
        }
        assertTrue(arrived.end() <= 2L * pieces + 1, () -> "reaches to " + arrived.end());
        assertTrue(arrived.end() > 2L * (ArrivedBytes.MAX_PIECES - 10), () -> "reaches to " + arrived.end());
    }
}
