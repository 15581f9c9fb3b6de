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

class MemoryOptionsTest {

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
