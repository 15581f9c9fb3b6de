package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.spi.BackendProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemsTest {

    @Test
    void each_opening_of_mem_is_a_new_empty_storage() throws IOException {
        try (FileSystem one = FileSystems.open("mem:");
                FileSystem other = FileSystems.open("MEM:")) {
            one.write("/a", "x");
            assertEquals(List.of(), other.entries("/"));
        }
    }

    @Test
    void a_url_is_split_into_storage_and_place() {
        BackendProvider.Location location = FileSystems.locate(FsUrl.parse("mem:/a/b%20c?quota=1MiB"));
        assertEquals("mem:?quota=1MiB", location.root().toString());
        assertEquals(FsPath.of("/a/b c"), location.path());
        assertEquals(FsPath.ROOT, FileSystems.locate(FsUrl.parse("mem:")).path());
        assertEquals(FsPath.ROOT, FileSystems.locate(FsUrl.parse("mem:/")).path());
    }

    @Test
    void a_place_in_an_empty_storage_is_missing() {
        assertThrows(NoSuchFileException.class, () -> FileSystems.open("mem:/a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem://host/",
                "mem://user@/",
                "mem:?quota=lots",
                "mem:?quota=-1",
                "mem:?quota=99999999TiB",
                "mem:?entries=many",
                "mem:?quotas=1",
                "mem:/../x"
            })
    void a_mem_url_that_makes_no_sense_is_refused(String url) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url));
        assertTrue(failure.getMessage().length() > 10, failure.getMessage());
    }

    @Test
    void an_unknown_scheme_is_refused_with_those_that_are_known() {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> FileSystems.open("gopher:/x"));
        assertTrue(failure.getMessage().contains("'gopher:'"), failure.getMessage());
        assertTrue(failure.getMessage().contains("mem:"), failure.getMessage());
        assertFalse(failure.getMessage().contains("::"), failure.getMessage());
    }

    @Test
    void the_storages_that_are_there_are_listed() {
        BackendProvider memory = FileSystems.providers().stream()
                .filter(provider -> provider.schemes().contains("mem"))
                .findFirst()
                .orElseThrow();
        assertTrue(memory.description().contains("mem:"));
    }

    @Test
    void a_broken_storage_on_the_class_path_is_said_to_be_broken(@TempDir Path classes) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), "io.example.Missing\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader broken =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, FileSystems.class.getClassLoader())) {
            thread.setContextClassLoader(broken);
            IllegalStateException failure = assertThrows(IllegalStateException.class, FileSystems::providers);
            assertTrue(failure.getMessage().contains("io.example.Missing"), failure.getMessage());
            assertThrows(IllegalStateException.class, () -> FileSystems.open("gopher:/x"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
