package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PartSizesTest {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;
    private static final long TIB = 1L << 40;

    @Test
    void parts_double_every_500_up_to_the_largest() {
        PartSizes sizes = PartSizes.of(8 * MIB, 100 * MIB, -1);
        assertEquals(8 * MIB, sizes.of(1));
        assertEquals(8 * MIB, sizes.of(500));
        assertEquals(16 * MIB, sizes.of(501));
        assertEquals(64 * MIB, sizes.of(1501));
        assertEquals(100 * MIB, sizes.of(2001));
        assertEquals(100 * MIB, sizes.of(10_000));
    }

    @Test
    void the_largest_object_is_the_sum_of_all_parts() {
        PartSizes sizes = PartSizes.of(5 * MIB, 12 * MIB, -1);
        long sum = 0;
        for (int number = 1; number <= PartSizes.MAX_PARTS; number++) {
            sum += sizes.of(number);
        }
        assertEquals(sum, sizes.maxObject());
    }

    @Test
    void the_smallest_parts_grow_to_the_largest_object_of_S3_where_memory_allows() {
        assertEquals(5 * TIB, PartSizes.of(5 * MIB, GIB, -1).maxObject());
    }

    @Test
    void a_known_size_makes_the_first_parts_as_large_as_needed_and_no_larger() {
        for (long size : new long[] {0, 1, 8 * GIB, 100 * GIB, 700 * GIB, TIB}) {
            PartSizes sizes = PartSizes.of(8 * MIB, 128 * MIB, size);
            assertTrue(sizes.maxObject() >= size, () -> size + " in " + sizes);
            if (sizes.first() > 8 * MIB) {
                PartSizes smaller = new PartSizes(sizes.first() / 2, sizes.largest());
                assertTrue(smaller.maxObject() < size, () -> size + " in " + smaller);
            }
        }
    }

    @Test
    void what_no_parts_suffice_for_gets_the_largest() {
        assertEquals(10 * MIB, PartSizes.of(5 * MIB, 10 * MIB, 5 * TIB).first());
    }

    @Test
    void no_part_is_larger_than_the_largest() {
        assertEquals(6 * MIB, PartSizes.of(8 * MIB, 6 * MIB, -1).of(1));
        assertEquals(GIB, PartSizes.of(GIB, GIB, -1).of(10_000));
        assertEquals(Long.MAX_VALUE / 2, new PartSizes(1, Long.MAX_VALUE / 2).of(64 * 500));
    }

    @Test
    void copied_parts_are_within_the_limits_of_S3_and_make_up_the_whole() {
        for (long size :
                new long[] {5 * MIB, 512 * MIB, 512 * MIB + 1, 5 * GIB + 1, 511 * GIB, TIB + 7, PartSizes.MAX_OBJECT}) {
            int parts = 0;
            for (long left = size; left > 0; parts++) {
                long part = PartSizes.copied(left);
                assertTrue(part <= Math.min(left, PartSizes.MAX_COPIED_PART), "too large: " + part + " of " + size);
                assertTrue(part >= S3Options.MIN_PART_SIZE, "too small: " + part + " of " + size);
                left -= part;
            }
            assertTrue(parts <= PartSizes.MAX_PARTS / 2, parts + " parts for " + size);
        }
    }
}
