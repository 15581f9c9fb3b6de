package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.spi.ByteCount;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "64MiB, 67108864",
        "64mib, 67108864",
        "64Mi, 67108864",
        "1kB, 1000",
        "1.5G, 1500000000",
        "2 TiB, 2199023255552",
        "1PiB, 1125899906842624",
        "10b, 10",
        "9223372036854775807, 9223372036854775807",
    })
    void amounts_of_bytes_are_read_as_people_write_them(String text, long bytes) {
        assertEquals(bytes, ByteCount.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e9", "9223372036854775808", "1EiB", "9999999P", "1..5", "MiB", "1 2"})
    void what_is_no_amount_of_bytes_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteCount.parse(text));
    }
}
