package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenBacklogTest {

    @TempDir
    Path directory;

    @Test
    void what_the_kernel_grants_may_be_asked_for() throws IOException {
        assertEquals(128, ListenBacklog.require(128, granting("128\n")));
    }

    @Test
    void asking_for_more_than_the_kernel_grants_is_an_error_that_says_what_to_do() throws IOException {
        Path kernel = granting("128\n");

        BindException refused = assertThrows(BindException.class, () -> ListenBacklog.require(500, kernel));

        assertEquals(
                "the listen backlog of 500 is above the 128 that the kernel grants: ask for less, or raise it with"
                        + " 'sysctl -w net.core.somaxconn=500'",
                refused.getMessage());
    }

    @Test
    void where_the_kernel_says_nothing_anything_may_be_asked_for() throws IOException {
        assertEquals(1_000_000, ListenBacklog.require(1_000_000, directory.resolve("missing")));
        assertEquals(1_000_000, ListenBacklog.require(1_000_000, granting("nonsense")));
    }

    @Test
    void a_backlog_of_none_makes_no_sense() {
        assertThrows(IllegalArgumentException.class, () -> ListenBacklog.require(0));
    }

    @Test
    void the_usual_backlog_is_one_that_this_kernel_grants() throws IOException {
        int usual = ListenBacklog.usual();

        assertTrue(usual >= 1);
        assertEquals(usual, ListenBacklog.require(usual));
    }

    private Path granting(String text) throws IOException {
        return Files.writeString(directory.resolve("somaxconn"), text);
    }
}
