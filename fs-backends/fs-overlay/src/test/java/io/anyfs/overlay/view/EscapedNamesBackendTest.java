package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capabilities;
import io.anyfs.DeleteScope;
import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tck.subject.ToldDeletion;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedNamesBackendTest {

    private final Backend model = new ModelBackend();
    private final FileSystem storage = FileSystem.over(model);
    private final FileSystem fs = FileSystem.over(new EscapedNamesBackend(model, NameEscape.WINDOWS));

    @AfterEach
    void closeTheStorage() throws IOException {
        fs.close();
        storage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "C:name, C%3Aname",
        "a\\b, a%5Cb",
        "what?, what%3F",
        "name., name%2E",
        "..., ..%2E",
        "'name ', name%20",
        "CON, %43ON",
        "nul.tar.gz, %6Eul.tar.gz",
        "COM\u00b9, %43OM\u00b9",
        "CON ., %43ON %2E",
        "CONSOLE, CONSOLE",
        "100%, 100%",
        "100%41, 100%2541",
        "a%3a, a%3a",
        "a%3A, a%253A",
        "caf\u00e9, caf\u00e9"
    })
    void a_name_is_stored_as_one_that_windows_has(String name, String stored) throws IOException {
        fs.write("/" + name, "abc");
        assertEquals(List.of(stored), names(storage, "/"));
        assertEquals(List.of(name), names(fs, "/"));
        assertEquals("abc", fs.readString("/" + name));
        assertEquals(FsPath.ROOT.child(name), fs.stat("/" + name).path());
        fs.delete("/" + name);
        assertEquals(List.of(), names(storage, "/"));
    }

    @ParameterizedTest
    @CsvSource({"C:name, %!C:name", "name%3Atxt%2, name:txt%2", "%41, %!%41", "%2F, %!%2F", "CON, %!CON", "%!, %!"})
    void what_something_else_has_stored_is_shown_and_reached(String stored, String shown) throws IOException {
        storage.createDirectory("/" + stored);
        storage.write("/" + stored + "/f", "abc");
        assertEquals(List.of(shown), names(fs, "/"));
        assertEquals("abc", fs.readString("/" + shown + "/f"));
        fs.write("/" + shown + "/f", "new");
        assertEquals("new", storage.readString("/" + stored + "/f"));
        assertThrows(FileAlreadyExistsException.class, () -> fs.createDirectory("/" + shown));
        fs.move("/" + shown, "/moved");
        assertEquals(List.of("moved"), names(storage, "/"));
    }

    @Test
    void nothing_is_created_by_a_name_that_the_storage_should_not_have() throws IOException {
        fs.write("/f", "kept");
        Snapshot before = Snapshot.of(storage);
        for (String path : List.of("/%!a:b", "/%!CON", "/%!a.")) {
            assertThrows(InvalidNameException.class, () -> fs.write(path, "x"));
            assertThrows(InvalidNameException.class, () -> fs.createDirectory(path));
            assertThrows(InvalidNameException.class, () -> fs.createSymbolicLink(FsPath.of(path), "f"));
            assertThrows(InvalidNameException.class, () -> fs.move("/f", path));
            assertThrows(InvalidNameException.class, () -> fs.copy("/f", path));
            assertThrows(
                    InvalidNameException.class,
                    () -> fs.openWrite(path + "/x", WriteOptions.createNew().creatingParents()));
            assertThrows(NoSuchFileException.class, () -> fs.stat(path));
        }
        assertEquals(before, Snapshot.of(storage));
    }

    @Test
    void a_name_that_is_too_long_as_it_is_stored_is_refused() throws IOException {
        fs.write("/f", "kept");
        String longest = "?".repeat(85);
        fs.write("/" + longest, "abc");
        assertEquals("abc", fs.readString("/" + longest));
        Snapshot before = Snapshot.of(storage);
        String tooLong = "/" + "?".repeat(86);
        InvalidNameException failure = assertThrows(InvalidNameException.class, () -> fs.write(tooLong, "x"));
        assertTrue(String.valueOf(failure.getMessage()).contains("as it is stored, it is longer than 255 bytes"));
        assertThrows(InvalidNameException.class, () -> fs.createDirectory(tooLong));
        assertThrows(InvalidNameException.class, () -> fs.move(FsPath.of("/f"), FsPath.of(tooLong), IfExists.REPLACE));
        assertEquals(before, Snapshot.of(storage));
        assertEquals(255, fs.capabilities().limits().maxNameBytes());
    }

    @Test
    void a_path_that_is_too_long_as_it_is_stored_is_refused() throws IOException {
        Capabilities.Limits limits = new Capabilities.Limits(255, 19, Long.MAX_VALUE, Duration.ofNanos(1));
        try (FileSystem narrow = FileSystem.over(new EscapedNamesBackend(
                new ForwardingBackend(model) {
                    @Override
                    public Capabilities capabilities(FsPath path) {
                        return super.capabilities(path).within(limits);
                    }
                },
                NameEscape.WINDOWS))) {
            narrow.createDirectory("/???");
            assertThrows(InvalidNameException.class, () -> narrow.createDirectory("/???/???"));
        }
        assertEquals(List.of(), fs.entries("/???"));
    }

    @Test
    void links_lead_to_escaped_names() throws IOException {
        fs.createDirectory("/a:b");
        fs.write("/a:b/c?", "abc");
        fs.createSymbolicLink(FsPath.of("/link*"), "./a:b/../a:b/c?");
        assertEquals("abc", fs.readString("/link*"));
        assertEquals("./a:b/../a:b/c?", fs.readLink(FsPath.of("/link*")));
        assertEquals("./a%3Ab/../a%3Ab/c%3F", storage.readLink(FsPath.of("/link%2A")));
    }

    @Test
    void trees_are_listed_and_deleted_by_the_names_that_are_shown() throws IOException {
        fs.createDirectories("/a:b/c:d");
        fs.write("/a:b/c:d/e:f", "abc");
        List<String> all = new ArrayList<>();
        try (DirectoryListing listing = fs.list(FsPath.of("/a:b"), ListOptions.TREE)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                all.add(entry.path().toString());
            }
        }
        assertEquals(List.of("/a:b/c:d", "/a:b/c:d/e:f"), all.stream().sorted().toList());
        ToldDeletion told = new ToldDeletion();
        fs.deleteTree(FsPath.of("/a:b"), DeleteScope.WHOLE, told);
        assertEquals(List.of(FsPath.of("/a:b/c:d/e:f"), FsPath.of("/a:b/c:d"), FsPath.of("/a:b")), told.paths());
    }

    @Test
    void moves_and_copies_go_between_escaped_names() throws IOException {
        fs.write("/a:b", "abc");
        fs.copy("/a:b", "/c:d");
        fs.move("/c:d", "/e:f");
        assertEquals(List.of("a%3Ab", "e%3Af"), names(storage, "/"));
        assertFalse(fs.exists("/c:d"));
    }

    @Test
    void it_is_opened_by_name(@TempDir Path directory) throws IOException {
        String url = "names+local:" + directory + "?names.escape=windows&names.characters=~&names.collisions=nfc";
        try (FileSystem opened = FileSystems.open(url)) {
            opened.write("/a:~", "abc");
            opened.write("/caf\u00e9:", "abc");
            assertThrows(CollidingNameException.class, () -> opened.write("/cafe\u0301:", "x"));
        }
        assertEquals("abc", Files.readString(directory.resolve("a%3A%7E")));
    }

    private static List<String> names(FileSystem fs, String directory) throws IOException {
        return fs.entries(directory).stream().map(FileInfo::name).sorted().toList();
    }
}
