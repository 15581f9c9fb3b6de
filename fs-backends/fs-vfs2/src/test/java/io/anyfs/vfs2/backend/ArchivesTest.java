package io.anyfs.vfs2.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.ReadHandle;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives are storages that can be read. */
class ArchivesTest {

    private static final String LARGE = "0123456789abcdef".repeat(40_000);

    @TempDir
    Path directory;

    private static Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        content.put("d/", "");
        content.put("d/f", "abc");
        content.put("d/e/g", LARGE);
        content.put("odd/100%41 %2e%2e #?+é.txt", "odd");
        content.put("empty", "");
        return content;
    }

    private Path archive(String scheme) throws IOException {
        // A name that is encoded twice on its way.
        Path file = directory.resolve("a b%20!c." + scheme);
        return scheme.equals("zip") || scheme.equals("jar")
                ? Archives.zip(file, content())
                : Archives.tar(file, content());
    }

    private static String url(String scheme, Path file) {
        return "vfs+" + scheme + ":" + file.toString().replace("%", "%25").replace("#", "%23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "jar", "tar", "tgz", "tbz2"})
    void an_archive_is_read_and_listed(String scheme) throws IOException {
        try (FileSystem fs = FileSystems.open(url(scheme, archive(scheme)))) {
            assertEquals(List.of("d", "empty", "odd"), names(fs, "/"));
            assertEquals(List.of("e", "f"), names(fs, "/d"));
            assertEquals("abc", fs.readString("/d/f"));
            assertEquals(LARGE, fs.readString("/d/e/g"));
            assertEquals("odd", fs.readString("/odd/100%41 %2e%2e #?+é.txt"));
            assertEquals(0, fs.stat("/empty").size());
            assertEquals(LARGE.length(), fs.stat("/d/e/g").size());
            for (FileInfo entry : fs.entries("/d")) {
                assertEquals(fs.lstat(entry.path()), entry);
            }
            assertThrows(NoSuchFileException.class, () -> fs.stat("/no"));
            assertThrows(NoSuchFileException.class, () -> fs.entries("/no"));
            assertThrows(NotDirectoryException.class, () -> fs.stat("/d/f/g"));
            assertThrows(NotDirectoryException.class, () -> fs.entries("/d/f"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void many_read_different_files_and_places_at_once(String scheme) throws Exception {
        try (FileSystem fs = FileSystems.open(url(scheme, archive(scheme)));
                ReadHandle large = fs.openRead("/d/e/g")) {
            Race.assertAllSucceeded(Race.run(8, number -> {
                for (int round = 0; round < 5; round++) {
                    ByteBuffer bytes = ByteBuffer.allocate(16);
                    int position = 16 * ((number * 4801 + round * 977) % 39_000);
                    while (bytes.hasRemaining()) {
                        large.read(bytes, position + bytes.position());
                    }
                    assertEquals(ByteBuffer.wrap("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)), bytes.flip());
                    assertEquals("abc", fs.readString("/d/f"));
                }
                return number;
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tgz"})
    void an_archive_is_not_written_to(String scheme) throws IOException {
        try (FileSystem fs = FileSystems.open(url(scheme, archive(scheme)))) {
            assertFalse(fs.capabilities().has(Capability.WRITE));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/new", "abc"));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.delete("/d/f"));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.createDirectory("/new"));
            assertEquals("abc", fs.readString("/d/f"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bz2"})
    void a_compressed_file_is_the_only_one_and_has_its_size(String scheme) throws IOException {
        Path file = Archives.compress(directory.resolve("letter.txt." + scheme), LARGE);
        try (FileSystem fs = FileSystems.open(url(scheme, file))) {
            assertEquals(List.of("letter.txt"), names(fs, "/"));
            assertEquals(LARGE.length(), fs.stat("/letter.txt").size());
            assertEquals(LARGE, fs.readString("/letter.txt"));
            assertThrows(NoSuchFileException.class, () -> fs.stat("/another"));
            assertThrows(UnsupportedCapabilityException.class, () -> fs.write("/letter.txt", "abc"));
        }
    }

    @Test
    void a_directory_of_an_archive_is_opened() throws IOException {
        String url = url("zip", archive("zip"));
        try (FileSystem fs = FileSystems.open(url + "!/d")) {
            assertEquals("abc", fs.readString("/f"));
            assertThrows(NoSuchFileException.class, () -> fs.stat("/empty"));
        }
        try (FileSystem fs = FileSystems.open("fault+" + url + "?fault.rules=list@9=fail")) {
            assertEquals("abc", fs.readString("/d/f"));
        }
        assertThrows(NoSuchFileException.class, () -> FileSystems.open(url + "!/no"));
        assertThrows(NotDirectoryException.class, () -> FileSystems.open(url + "!/d/f"));
        var located = FileSystems.locate(FsUrl.parse("vfs+zip:/srv/a.zip!/d/f"));
        assertEquals(FsPath.of("/d/f"), located.path());
        assertEquals("vfs+zip:/srv/a.zip", located.root().toString());
    }

    @Test
    void a_missing_archive_is_refused() {
        assertThrows(IOException.class, () -> FileSystems.open("vfs+zip:" + directory.resolve("no.zip")));
        assertThrows(IOException.class, () -> FileSystems.open("vfs+tar:" + directory.resolve("no.tar")));
    }

    @Test
    void an_archive_that_is_closed_lets_go_of_its_file() throws IOException {
        Path file = archive("zip");
        FileSystem fs = FileSystems.open(url("zip", file));
        fs.readString("/d/f");
        fs.close();
        if (Files.isDirectory(Path.of("/proc/self/fd"))) {
            try (var open = Files.list(Path.of("/proc/self/fd"))) {
                assertFalse(open.anyMatch(descriptor -> leadsTo(descriptor, file)));
            }
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<String> names(FileSystem fs, String directory) throws IOException {
        return fs.entries(directory).stream()
                .map(entry -> entry.path().name())
                .sorted()
                .toList();
    }
}
