package io.anyfs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filesystems are opened and found by URIs. */
class FileSystemUriTest {

    @Test
    void a_storage_is_opened_by_its_url_and_found_while_it_is_open() throws IOException {
        URI uri = URI.create("anyfs:mem:");
        assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri));
        try (FileSystem nio = FileSystems.newFileSystem(uri, Map.of("quota", "1MiB"))) {
            assertSame(nio, FileSystems.getFileSystem(uri));
            assertThrows(FileSystemAlreadyExistsException.class, () -> FileSystems.newFileSystem(uri, Map.of()));
            Path file = Path.of(URI.create("anyfs:mem:!/a%20b"));
            assertEquals(nio.getPath("/a b"), file);
            Files.writeString(file, "abc");
            assertEquals(file.toUri(), URI.create("anyfs:mem:!/a%20b"));
            assertEquals(file, Path.of(file.toUri()));
            assertTrue(Files.getFileStore(file).getTotalSpace() <= 1 << 20);
        }
        assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri));
        FileSystems.newFileSystem(uri, Map.of()).close();
    }

    @Test
    void a_place_on_disk_is_opened(@TempDir Path disk) throws IOException {
        Path odd = Files.createDirectory(disk.resolve("a b!%ü"));
        URI uri = URI.create("anyfs:local:" + odd.toUri().getRawPath());
        try (FileSystem nio = FileSystems.newFileSystem(uri, Map.of())) {
            Path file = Files.writeString(nio.getPath("/f"), "abc");
            assertEquals("abc", Files.readString(odd.resolve("f")));
            assertEquals(file, Path.of(file.toUri()));
            assertEquals(file, Path.of(URI.create(uri + "!/f")));
        }
    }

    @Test
    void a_name_stands_for_a_storage() throws IOException {
        Map<String, String> env =
                Map.of("nio.name", "data", "nio.publication", "at-close", "nio.locks", "within-process");
        try (FileSystem nio = FileSystems.newFileSystem(URI.create("anyfs:mem:"), env)) {
            Path file = nio.getPath("/d/f");
            assertEquals(URI.create("anyfs://data/d/f"), file.toUri());
            assertEquals(file, Path.of(URI.create("anyfs://data/d/f")));
            assertSame(nio, FileSystems.getFileSystem(URI.create("anyfs://data")));
            assertThrows(
                    FileSystemAlreadyExistsException.class,
                    () -> NioFileSystems.of(MemoryFileSystem.create(), NioOptions.DEFAULT, "data"));
        }
        try (FileSystem nio = NioFileSystems.of(MemoryFileSystem.create(), NioOptions.DEFAULT, "data")) {
            assertSame(nio, FileSystems.getFileSystem(URI.create("anyfs://data/")));
        }
    }

    @Test
    void of_several_marks_the_last_begins_the_path() {
        FileSystemUri uri = FileSystemUri.parse(URI.create("anyfs:readonly+mem:/d!/e!/f"));
        assertEquals("/e", uri.url().inside());
        assertEquals("/f", uri.path());
        assertEquals("anyfs:readonly+mem:/d!/e", uri.key());
    }

    @Test
    void secrets_are_never_shown() throws IOException {
        FileSystemUri uri =
                FileSystemUri.parse(URI.create("anyfs:s3://me:hidden@host/b?secretKey=hidden&region=eu!/a"));
        assertFalse(uri.key().contains("hidden"), uri.key());
        assertTrue(uri.key().contains("region=eu"), uri.key());
        assertEquals("/a", uri.path());
        assertEquals(
                uri.key(),
                FileSystemUri.parse(FileSystemUri.of(uri.key(), "/a")).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"anyfs:mem:#x", "anyfs://data?x", "anyfs://1/", "anyfs:nothing", "file:/tmp"})
    void what_makes_no_sense_is_refused(String uri) {
        assertThrows(
                IllegalArgumentException.class,
                () -> AnyfsFileSystemProvider.installed().newFileSystem(URI.create(uri), Map.of()));
    }

    @Test
    void an_environment_that_makes_no_sense_is_refused() {
        URI uri = URI.create("anyfs:mem:");
        for (Map<String, String> env : List.of(
                Map.of("nio.colour", "red"),
                Map.of("nio.locks", "all"),
                Map.of("nio.name", "1"),
                Map.of("colour", "red"))) {
            assertThrows(IllegalArgumentException.class, () -> FileSystems.newFileSystem(uri, env));
        }
        assertThrows(FileSystemNotFoundException.class, () -> FileSystems.getFileSystem(uri));
    }

    @Test
    void a_uri_without_a_path_is_no_path() throws IOException {
        FileSystems.newFileSystem(URI.create("anyfs:mem:"), Map.of("nio.name", "data"))
                .close();
        assertThrows(IllegalArgumentException.class, () -> Path.of(URI.create("anyfs:mem:")));
        assertThrows(FileSystemNotFoundException.class, () -> Path.of(URI.create("anyfs://data/f")));
    }
}
