package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.DamagedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenSSH's client makes of failures that its protocol has no word for. */
class ToldFailuresTest {

    @TempDir
    private Path directory;

    @Test
    void a_name_that_collides_is_no_error_of_the_protocol() throws IOException, InterruptedException {
        FileSystem files = FileSystems.open("names+mem:?names.collisions=case");
        try (SftpSite site = SftpSite.of(files, UploadPolicy.ATOMIC, directory)) {
            Files.writeString(site.here.resolve("a"), "some text");

            ClientResult result =
                    site.sftp("put a Name\n-put a name\nput a other\n").run().requireSuccess();

            assertTrue(result.errors().contains("name\": Failure"), result::toString);
            assertFalse(result.errors().contains("Bad message"), result::toString);
            assertTrue(files.exists("/other"));
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void a_damaged_file_fails_and_the_session_goes_on() throws IOException, InterruptedException {
        FileSystem files = DamagedStorage.at(directory.resolve("stored"), "/damaged", "/whole");
        try (SftpSite site = SftpSite.of(files, UploadPolicy.ATOMIC, directory)) {
            ClientResult result = site.sftp("-get damaged\nget whole\n").run().requireSuccess();

            assertTrue(result.errors().contains("Failure"), result::toString);
            assertTrue(Files.size(site.here.resolve("whole")) > 0);
            site.assertNothingLeftOpen();
        }
    }
}
