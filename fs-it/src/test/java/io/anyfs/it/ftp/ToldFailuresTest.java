package io.anyfs.it.ftp;

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

/** Whether clients learn that another try is of no use. */
class ToldFailuresTest {

    @TempDir
    private Path directory;

    @Test
    void a_damaged_file_is_refused_for_good() throws IOException, InterruptedException {
        FileSystem files = DamagedStorage.at(directory.resolve("stored"), "/damaged", "/whole");
        try (FtpSite site = FtpSite.of(files, UploadPolicy.ATOMIC, directory)) {
            ClientResult result =
                    site.curl("-v", "-o", "out", site.url("/damaged")).run().requireFailure();

            assertTrue(result.errors().contains("< 550 damaged: what is stored is damaged"), result::toString);
            site.curl("-o", "out", site.url("/whole")).run().requireSuccess();
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void a_name_that_collides_is_refused_for_good() throws IOException, InterruptedException {
        FileSystem files = FileSystems.open("names+mem:?names.collisions=case");
        files.write("/Name", "some text");
        try (FtpSite site = FtpSite.of(files, UploadPolicy.ATOMIC, directory)) {
            Files.writeString(site.here.resolve("name"), "other text");

            ClientResult result =
                    site.curl("-v", "-T", "name", site.url("/name")).run().requireFailure();

            assertTrue(result.errors().contains("< 553 name: "), result::toString);
            site.assertNothingLeftOpen();
        }
    }
}
