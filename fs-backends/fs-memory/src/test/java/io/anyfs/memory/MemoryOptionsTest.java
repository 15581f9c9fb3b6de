package io.anyfs.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.WriteOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryOptionsTest {

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
        "10b, 10",
        "9223372036854775807, 9223372036854775807",
    })
    void amounts_of_bytes_are_read_as_people_write_them(String text, long bytes) {
        assertEquals(bytes, ByteCount.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e9", "9223372036854775808", "1PiB", "1..5", "MiB", "1 2"})
    void what_is_no_amount_of_bytes_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ByteCount.parse(text));
    }

    @Test
    void senseless_bounds_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> MemoryOptions.DEFAULT.withQuotaBytes(-1));
        assertThrows(IllegalArgumentException.class, () -> MemoryOptions.DEFAULT.withQuotaEntries(-1));
        assertThrows(IllegalArgumentException.class, () -> MemoryOptions.DEFAULT.withMaxNameBytes(0));
        assertThrows(IllegalArgumentException.class, () -> MemoryOptions.DEFAULT.withOwner(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> MemoryOptions.DEFAULT.withOwner(0, -1));
    }

    @Test
    void new_entries_have_the_owner_and_the_time_that_the_options_say() throws IOException {
        Instant instant = Instant.parse("2001-02-03T04:05:06.123456789Z");
        MemoryOptions options =
                MemoryOptions.DEFAULT.withOwner(1000, 100).withClock(Clock.fixed(instant, ZoneOffset.UTC));
        try (FileSystem fs = MemoryFileSystem.create(options)) {
            fs.createDirectory("/d");
            fs.write("/d/f", "x");
            fs.createSymbolicLink(FsPath.of("/d/l"), "f");
            for (String path : new String[] {"/", "/d", "/d/f", "/d/l"}) {
                FileInfo info = fs.lstat(FsPath.of(path));
                assertEquals(instant, info.lastModified(), path);
                assertEquals(instant, info.created(), path);
                assertEquals(instant, info.lastAccess(), path);
                assertEquals(1000, info.posix().uid(), path);
                assertEquals(100, info.posix().gid(), path);
            }
            assertEquals(0755, fs.stat("/d").posix().mode());
            assertEquals(0644, fs.stat("/d/f").posix().mode());
            assertEquals(0777, fs.lstat(FsPath.of("/d/l")).posix().mode());
        }
    }

    @Test
    void the_longest_name_is_counted_in_bytes_of_utf8() throws IOException {
        try (FileSystem fs = MemoryFileSystem.create(MemoryOptions.DEFAULT.withMaxNameBytes(4))) {
            fs.write("/abcd", "x");
            fs.write("/\u00e9\u00e9", "x");
            assertThrows(InvalidNameException.class, () -> fs.write("/abcde", "x"));
            assertThrows(InvalidNameException.class, () -> fs.createDirectory("/\u00e9\u00e9e"));
            assertThrows(
                    InvalidNameException.class,
                    () -> fs.openWrite("/longer/x", WriteOptions.replace().creatingParents()));
        }
    }
}
