package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.spi.BackendProvider.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlChainTest {

    @TempDir
    private Path directory;

    @Test
    void a_name_before_the_scheme_wraps_the_storage() throws IOException {
        Files.writeString(directory.resolve("a"), "x");
        try (FileSystem fs = FileSystems.open("readonly+local:" + directory)) {
            assertEquals("x", fs.readString("/a"));
            assertFalse(fs.capabilities(FsPath.ROOT).has(Capability.WRITE));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/b", "y"));
        }
    }

    @Test
    void wrappers_chain_and_take_their_settings_by_name() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("a/b")).resolve("c"), "x");
        try (FileSystem fs = FileSystems.open("readonly+subdir+local:" + directory + "?links=deny&subdir.path=/a/b")) {
            assertEquals("x", fs.readString("/c"));
        }
    }

    @Test
    void a_path_behind_an_exclamation_mark_is_in_what_the_wrappers_make() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("a/b")).resolve("c"), "x");
        FsUrl url = FsUrl.parse("subdir+local:" + directory + "!/b/c?subdir.path=/a");
        Location location = FileSystems.locate(url);
        assertEquals(FsPath.of("/b/c"), location.path());
        assertEquals(
                "subdir+local:" + directory + "?subdir.path=/a", location.root().toString());
        try (FileSystem fs = FileSystems.open(location.root());
                FileSystem inside = FileSystems.open("readonly+local:" + directory + "!/a/b")) {
            assertEquals("x", fs.readString("/b/c"));
            assertEquals("x", inside.readString("/c"));
        }
    }

    @Test
    void an_encoded_exclamation_mark_is_of_the_place_itself() throws IOException {
        Path odd = Files.createDirectories(directory.resolve("odd!/a"));
        Files.writeString(odd.resolve("c"), "x");
        String url = "readonly+local:" + directory + "/odd%21/a!/c";
        assertEquals(url, FsUrl.parse(url).toString());
        assertEquals(FsPath.of("/c"), FileSystems.locate(FsUrl.parse(url)).path());
        assertEquals(directory + "/odd!/a", FsUrl.parse(url).path());
        assertEquals(
                directory + "/odd!/a",
                FsUrl.parse("local:" + directory + "/odd!/a").path());
    }

    @ParameterizedTest
    @CsvSource({
        "readnly+mem:, did you mean readonly?",
        "zip+mem:, no wrapper is called 'zip'",
        "readonly+memm:, did you mean mem:?",
        "readonly+mem:?readonly.x=1, it has none",
        "subdir+mem:, subdir needs path",
        "subdir+mem:?subdir.pth=/a, did you mean path?",
        "subdir+mem:?subdir.path=/../a, path makes no sense",
        "subdir+mem:?path=/a&subdir.path=/, knows no parameter 'path'",
        "readonly++mem:, separated by one '+'",
        "readonly+mem:!/../x, behind the '!'"
    })
    void a_chain_that_makes_no_sense_is_refused(String url, String reason) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url));
        assertTrue(failure.getMessage().contains(reason), failure.getMessage());
    }

    @Test
    void a_wrapper_that_fails_leaves_nothing_open() {
        assertThrows(NoSuchFileException.class, () -> FileSystems.open("subdir+mem:?subdir.path=/missing"));
    }
}
