package io.anyfs.nio.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filesystems of the JDK's interface are opened by URL. */
class NioProviderTest {

    @Test
    void a_zip_file_is_opened_created_and_closed(@TempDir Path directory) throws IOException {
        String url = "nio:jar:" + directory.resolve("a b.zip").toUri();
        try (FileSystem fs = FileSystems.open(url + "?create=true")) {
            fs.createDirectory("/d");
            fs.write("/d/f", "abc");
        }
        try (FileSystem fs = FileSystems.open(url)) {
            assertEquals("abc", fs.readString("/d/f"));
        }
        try (FileSystem fs = FileSystems.open(url + "!/d")) {
            assertEquals("abc", fs.readString("/f"));
        }
        assertThrows(NoSuchFileException.class, () -> FileSystems.open(url + "!/no"));
        try (FileSystem fs = FileSystems.open(url)) {
            assertEquals("abc", fs.readString("/d/f"));
        }
    }

    @Test
    void a_place_in_a_zip_file_is_located() {
        var located = FileSystems.locate(FsUrl.parse("nio:jar:file:///srv/a.zip!/d/f"));
        assertEquals(FsPath.of("/d/f"), located.path());
        assertEquals("nio:jar:file:///srv/a.zip", located.root().toString());
    }

    @Test
    void a_filesystem_that_is_open_stays_open() throws IOException {
        try (java.nio.file.FileSystem jimfs = Jimfs.newFileSystem("shared", Configuration.unix())) {
            Files.createDirectories(jimfs.getPath("/shelf/d"));
            try (FileSystem fs = FileSystems.open("nio:jimfs://shared/shelf/d")) {
                fs.write("/f", "abc");
            }
            assertTrue(jimfs.isOpen());
            assertThrows(
                    IllegalArgumentException.class, () -> FileSystems.open("nio:jimfs://shared/shelf/d?create=true"));
            assertEquals("abc", Files.readString(jimfs.getPath("/shelf/d/f")));
            Files.writeString(jimfs.getPath("/file"), "");
            assertThrows(NotDirectoryException.class, () -> NioFileSystem.open(jimfs.getPath("/file")));
            assertThrows(NoSuchFileException.class, () -> NioFileSystem.open(jimfs.getPath("/no")));
        }
    }

    @Test
    void a_filesystem_that_is_owned_is_closed() throws IOException {
        java.nio.file.FileSystem jimfs = Jimfs.newFileSystem(Configuration.unix());
        NioFileSystem.owning(jimfs).close();
        assertFalse(jimfs.isOpen());
    }

    @Test
    void a_name_that_would_lead_elsewhere_is_refused() throws IOException {
        try (FileSystem fs = NioFileSystem.owning(Jimfs.newFileSystem(Configuration.windows()))) {
            fs.createDirectory("/d");
            for (String name : new String[] {"/d\\f", "/..\\f", "/C:", "/d/..\\..\\f", "/con?"}) {
                assertThrows(InvalidNameException.class, () -> fs.write(name, "abc"), name);
            }
            fs.write("/d/f", "abc");
            assertEquals("abc", fs.readString("/d/f"));
            assertEquals("abc", fs.readString("/D/F"));
        }
    }

    /** Paths of a Mac's jimfs are not equal, though they lead to one file. */
    @Test
    void letters_that_are_the_same_to_a_filesystem_are_not_declared_to_differ() throws IOException {
        try (FileSystem fs = NioFileSystem.owning(Jimfs.newFileSystem(Configuration.osX()))) {
            assertFalse(fs.capabilities().has(Capability.CASE_SENSITIVE));
            assertFalse(fs.capabilities().has(Capability.NORMALIZATION_SENSITIVE));
        }
        try (FileSystem fs = NioFileSystem.owning(Jimfs.newFileSystem(Configuration.windows()))) {
            assertFalse(fs.capabilities().has(Capability.CASE_SENSITIVE));
            assertTrue(fs.capabilities().has(Capability.NORMALIZATION_SENSITIVE));
        }
        try (FileSystem fs = NioFileSystem.owning(Jimfs.newFileSystem(Configuration.unix()))) {
            assertTrue(fs.capabilities().has(Capability.CASE_SENSITIVE));
            assertTrue(fs.capabilities().has(Capability.NORMALIZATION_SENSITIVE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio:", "nio:/srv/data", "nio://host/x", "nio:nothing:/x"})
    void what_makes_no_sense_is_refused(String url) {
        assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url));
    }
}
