package io.anyfs.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressWrapperTest {

    @TempDir
    private Path directory;

    @Test
    void a_url_names_it() throws IOException {
        String text = "all work and no play ".repeat(1000);
        try (FileSystem fs = FileSystems.open("compress+local:" + directory)) {
            fs.write("/f", text);
            assertEquals(text, fs.readString("/f"));
        }
        assertTrue(Files.size(directory.resolve("f")) < 1000);
    }

    @Test
    void settings_are_taken_from_the_url() throws IOException {
        String all = "?compress.level=1&compress.frameSize=4KiB&compress.checksums=false&compress.storeRaw=false"
                + "&compress.knownSizes=5&compress.lookAhead=2";
        try (FileSystem fs = FileSystems.open("compress+local:" + directory + all)) {
            fs.write("/f", "abc");
            assertEquals(
                    4096L * CompressOptions.MOST_FRAMES,
                    fs.capabilities().limits().maxFileSize());
        }
        assertTrue(Files.size(directory.resolve("f")) > 3);
    }

    @ParameterizedTest
    @CsvSource({
        "level=23, level must be from",
        "level=99999999999, integer overflow",
        "frameSize=100, frameSize must be from 1024 to 67108864: 100",
        "lookAhead=0, lookAhead must be from 1 to 256: 0",
        "levl=3, did you mean level?",
    })
    void what_makes_no_sense_is_refused(String setting, String told) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> FileSystems.open("compress+mem:?compress." + setting));
        assertTrue(refusal.getMessage().contains(told), refusal::getMessage);
    }
}
