package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.spi.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code crypt+} in URLs. */
class CryptWrapperTest {

    @TempDir
    Path directory;

    private Path vault;
    private Path key;

    @BeforeEach
    void createFiles() throws IOException {
        vault = Files.createDirectory(directory.resolve("vault"));
        key = Files.writeString(directory.resolve("key"), Keys.HEX + "\n");
    }

    @Test
    void a_directory_is_encrypted_by_a_key_in_a_file() throws IOException {
        try (FileSystem fs = FileSystems.open(url("crypt.key=file:" + key))) {
            fs.write("/letter.txt", "dear Bob");
        }
        try (FileSystem fs = FileSystems.open(url("crypt.key=file:" + key))) {
            assertEquals("dear Bob", fs.readString("/letter.txt"));
        }
        try (Stream<Path> files = Files.list(vault)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(2, names.size());
            assertTrue(names.contains("anyfs-crypt.conf"), names::toString);
            assertFalse(names.contains("letter.txt"));
        }
    }

    @Test
    void the_same_key_is_read_in_base64() throws IOException {
        FileSystems.open(url("crypt.key=file:" + key)).close();
        byte[] bytes = HexFormat.of().parseHex(Keys.HEX);
        for (String text : List.of(
                java.util.Base64.getEncoder().encodeToString(bytes),
                java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
            Files.writeString(key, text);
            FileSystems.open(url("crypt.key=file:" + key)).close();
        }
    }

    @Test
    void a_passphrase_and_what_else_is_chosen_are_taken() throws IOException {
        String choices = "crypt.passphrase=value:open%20sesame&crypt.names=plain&crypt.segmentSize=4KiB";
        try (FileSystem fs = FileSystems.open(url(choices))) {
            fs.write("/letter.txt", "dear Bob");
        }
        assertTrue(Files.exists(vault.resolve("letter.txt")));
        assertThrows(WrongKeyException.class, () -> FileSystems.open(url("crypt.passphrase=value:open")));
        IllegalArgumentException otherwise = assertThrows(
                IllegalArgumentException.class,
                () -> FileSystems.open(url("crypt.passphrase=value:open%20sesame&crypt.names=encrypted")));
        assertTrue(otherwise.getMessage().contains("names=plain"), otherwise::getMessage);
    }

    @Test
    void a_place_within_is_named_behind_an_exclamation_mark() throws IOException {
        try (FileSystem fs = FileSystems.open(url("crypt.key=file:" + key))) {
            fs.createDirectory("/letters");
            fs.write("/letters/a", "abc");
        }
        try (FileSystem fs = FileSystems.open("crypt+local:" + vault + "!/letters?crypt.key=file:" + key)) {
            assertEquals("abc", fs.readString("/a"));
        }
    }

    @Test
    void what_makes_no_sense_is_told_without_the_secret() throws IOException {
        Files.writeString(key, "too short to be a key");
        refused("crypt.key=file:" + key, "32 random bytes");
        refused("crypt.key=value:" + Keys.HEX.substring(1), "32 random bytes");
        refused("", "either key or passphrase");
        refused("crypt.key=value:" + Keys.HEX + "&crypt.passphrase=value:x", "either key or passphrase");
        refused("crypt.key=value:" + Keys.HEX + "&crypt.segmentSize=1", "segmentSize");
        refused("crypt.key=" + Keys.HEX, "env:NAME");
        assertThrows(NoSuchFileException.class, () -> FileSystems.open(url("crypt.key=file:/no/such/key")));
        try (Stream<Path> files = Files.list(vault)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void it_is_found_by_its_name() {
        assertEquals(CryptWrapper.class, Backends.wrapper("crypt").getClass());
    }

    private void refused(String parameters, String tells) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url(parameters)));
        assertTrue(failure.getMessage().contains(tells), failure::getMessage);
        assertFalse(failure.toString().contains(Keys.HEX.substring(1)), failure::toString);
        assertFalse(failure.toString().contains("too short to be"), failure::toString);
    }

    private String url(String parameters) {
        return "crypt+local:" + vault + "?" + parameters;
    }
}
