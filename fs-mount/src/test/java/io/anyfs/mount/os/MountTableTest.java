package io.anyfs.mount.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {

    @Test
    void blanks_and_backslashes_are_read_as_the_kernel_writes_them() {
        String table = """
                proc /proc proc rw 0 0
                s3://b/a\\040b /mnt/with\\040space\\134\\303\\274 fuse.anyfs ro,nosuid 0 0

                """;
        assertEquals(
                List.of(
                        new MountTable.Line("proc", Path.of("/proc"), "proc", "rw"),
                        new MountTable.Line("s3://b/a b", Path.of("/mnt/with space\\ü"), "fuse.anyfs", "ro,nosuid")),
                MountTable.parse(table));
    }

    @Test
    void an_older_java_is_told_what_is_needed() {
        String message = assertThrows(MountUnavailableException.class, () -> Providers.usable(17))
                .getMessage();
        assertTrue(message.contains("needs Java 22 or newer, and this is Java 17"), message);
    }
}
