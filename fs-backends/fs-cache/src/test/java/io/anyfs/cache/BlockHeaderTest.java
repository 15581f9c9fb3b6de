package io.anyfs.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockHeaderTest {

    private static final int PIECE = BlockHeader.PIECE;

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 1 << 20, (1 << 20) - 1, 1 << 30})
    void the_size_of_a_file_tells_the_length_of_its_block(int length) {
        assertEquals(length, BlockHeader.blockLength(BlockHeader.bytes(length) + (long) length));
    }

    @Test
    void no_two_blocks_make_a_file_of_one_size_and_some_sizes_are_of_none() {
        long before = 0;
        for (int length = 1; length <= 3 * PIECE; length++) {
            long size = BlockHeader.bytes(length) + (long) length;
            for (long between = before + 1; between < size; between++) {
                assertEquals(-1, BlockHeader.blockLength(between));
            }
            before = size;
        }
    }

    @Test
    void a_block_of_a_mebibyte_takes_one_page_more() {
        assertEquals((1 << 20) + 4096, Block.charge(1 << 20));
    }
}
