package io.anyfs.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    @TempDir
    private Path elsewhere;

    @Test
    void what_it_holds_goes_with_it_and_what_links_lead_to_stays() throws IOException {
        Path other = Files.writeString(elsewhere.resolve("file"), "stays");
        TemporaryDirectory directory = TemporaryDirectory.create("anyfs-served-test");
        Files.writeString(
                Files.createDirectories(directory.path().resolve("a/b")).resolve("file"), "goes");
        Files.createSymbolicLink(directory.path().resolve("link"), elsewhere);

        directory.close();

        assertTrue(Files.notExists(directory.path()));
        assertEquals("stays", Files.readString(other));
    }

    @Test
    void one_that_is_gone_already_is_closed_all_the_same() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create("anyfs-served-test");
        Files.delete(directory.path());

        directory.close();
        directory.close();
    }
}
