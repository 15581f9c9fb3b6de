package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.BackendProvider.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalProviderTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"local:%s", "file://%s", "file://localhost%s", "file:%s", "local:%s?links=follow&fsync=always"})
    void a_directory_is_opened_by_its_url(String url) throws IOException {
        Files.writeString(directory.resolve("f"), "abc");
        try (FileSystem fs = FileSystems.open(String.format(url, directory))) {
            assertEquals("abc", fs.readString("/f"));
        }
    }

    @Test
    void a_relative_path_starts_from_the_working_directory() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(directory);
        Files.writeString(directory.resolve("f"), "abc");
        try (FileSystem fs = FileSystems.open("local:" + relative)) {
            assertEquals("abc", fs.readString("/f"));
        }
    }

    @Test
    void percent_encoding_in_a_url_is_decoded_once() throws IOException {
        Files.createDirectory(directory.resolve("a b%20"));
        FileSystems.open("local:" + directory + "/a%20b%2520").close();
    }

    @Test
    void links_are_chosen_by_a_parameter() throws IOException {
        try (FileSystem fs = FileSystems.open("local:" + directory + "?links=deny")) {
            assertFalse(fs.capabilities().has(Capability.SYMBOLIC_LINKS));
        }
        try (FileSystem fs = FileSystems.open("local:" + directory)) {
            assertTrue(fs.capabilities().has(Capability.SYMBOLIC_LINKS));
        }
    }

    @Test
    void an_unknown_parameter_or_value_is_refused_with_those_there_are() {
        String unknown = refusal("local:/tmp?link=deny");
        assertTrue(unknown.contains("'link'") && unknown.contains("links=deny|within|follow"), unknown);
        assertTrue(unknown.contains("fsync=on-request|file|always"), unknown);
        String value = refusal("local:/tmp?links=maybe");
        assertTrue(value.contains("maybe") && value.contains("deny|within|follow"), value);
        assertTrue(refusal("file://server/share").contains("has no host"));
        assertTrue(refusal("local:").contains("needs a directory"));
    }

    @Test
    void a_missing_directory_is_told_with_what_to_do() {
        NoSuchFileException failure =
                assertThrows(NoSuchFileException.class, () -> FileSystems.open("local:" + directory + "/missing"));
        assertTrue(failure.getMessage().contains(directory + "/missing"), failure.getMessage());
        assertTrue(failure.getMessage().contains("mkdir -p"), failure.getMessage());
    }

    @Test
    void a_file_is_no_filesystem() throws IOException {
        Files.writeString(directory.resolve("f"), "abc");
        NotDirectoryException failure =
                assertThrows(NotDirectoryException.class, () -> FileSystems.open("local:" + directory + "/f"));
        assertTrue(failure.getMessage().contains(directory + "/f"), failure.getMessage());
        assertTrue(failure.getMessage().contains("give the directory"), failure.getMessage());
    }

    @Test
    void a_place_is_located_from_the_root_of_the_machine_though_it_does_not_exist() throws IOException {
        Location location = FileSystems.locate(FsUrl.parse("local:" + directory + "/no/such%20place?links=deny"));
        assertEquals(FsPath.of(directory + "/no/such place"), location.path());
        assertEquals("local:/?links=deny", location.root().toString());
        FileSystems.open(location.root()).close();
        Location relative = FileSystems.locate(FsUrl.parse("local:no/such"));
        assertEquals(FsPath.of(Path.of("no/such").toAbsolutePath().toString()), relative.path());
    }

    private static String refusal(String url) {
        return assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url))
                .getMessage();
    }
}
