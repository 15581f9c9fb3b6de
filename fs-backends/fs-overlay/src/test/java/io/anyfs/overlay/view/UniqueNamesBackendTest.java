package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.InvalidNameException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.TreeCopy;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniqueNamesBackendTest {

    private static final String COMPOSED = "caf\u00e9";
    private static final String DECOMPOSED = "cafe\u0301";

    private final Backend memory = new MemoryBackend(MemoryOptions.DEFAULT);
    private final FileSystem storage = FileSystem.over(memory);
    private final UniqueNamesBackend view = new UniqueNamesBackend(memory, SameNames.CASE);
    private final FileSystem fs = FileSystem.over(view);

    @AfterEach
    void everythingIsLetGo() throws IOException {
        assertEquals(0, view.claimed());
        fs.close();
        storage.close();
    }

    @Test
    void a_second_name_that_differs_only_in_case_is_not_created() throws IOException {
        fs.createDirectory("/d");
        fs.write("/d/name", "kept");
        fs.write("/d/other", "kept");
        Snapshot before = Snapshot.of(storage);
        FsPath taken = FsPath.of("/d/NAME");
        FsPath other = FsPath.of("/d/other");
        collides(() -> fs.openWrite(taken, WriteOptions.createNew()));
        collides(() -> fs.openWrite(taken, WriteOptions.replace()));
        collides(() -> fs.openWrite(taken, WriteOptions.append()));
        collides(() -> fs.createDirectory(taken));
        collides(() -> fs.createSymbolicLink(taken, "other"));
        for (IfExists ifExists : IfExists.values()) {
            collides(() -> fs.move(other, taken, ifExists));
            collides(() -> fs.copy(other, taken, ifExists));
        }
        collides(() ->
                fs.write(FsPath.of("/D/f"), WriteOptions.createNew().creatingParents(), out -> out.write(new byte[1])));
        assertEquals(before, Snapshot.of(storage));
    }

    @Test
    void the_failure_names_what_is_there() throws IOException {
        fs.write("/name", "kept");
        CollidingNameException failure = assertThrows(CollidingNameException.class, () -> fs.createDirectory("/NAME"));
        assertEquals(ErrorKind.INVALID_NAME, ErrorKind.of(failure));
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.contains("/NAME") && message.contains("'name', which is there, differs only in case"), message);
    }

    @Test
    void names_are_found_only_as_they_are_written() throws IOException {
        fs.write("/name", "kept");
        assertFalse(fs.exists("/NAME"));
        assertThrows(NoSuchFileException.class, () -> fs.delete("/NAME"));
        assertThrows(
                NoSuchFileException.class,
                () -> fs.openWrite("/NAME", WriteOptions.replace().mustExistAlready()));
        assertFalse(fs.capabilities().has(Capability.CASE_SENSITIVE));
    }

    @Test
    void the_same_name_in_another_directory_is_no_collision() throws IOException {
        fs.createDirectory("/d");
        fs.write("/name", "1");
        fs.write("/d/NAME", "2");
        assertEquals("2", fs.readString("/d/NAME"));
    }

    @Test
    void an_entry_is_moved_to_another_writing_of_its_own_name() throws IOException {
        fs.createDirectory("/dir");
        fs.write("/dir/name", "abc");
        fs.move("/dir/name", "/dir/NAME");
        fs.move("/dir", "/Dir");
        assertEquals("abc", storage.readString("/Dir/NAME"));
    }

    @Test
    void names_that_collide_already_are_written_as_ever() throws IOException {
        storage.write("/name", "1");
        storage.write("/NAME", "2");
        try (WriteHandle one = fs.openWrite("/name", WriteOptions.replace());
                WriteHandle two = fs.openWrite("/NAME", WriteOptions.append())) {
            one.write(new byte[] {'x'});
            two.write(new byte[] {'y'});
            one.commit();
            two.commit();
        }
        assertEquals("x", fs.readString("/name"));
        assertEquals("2y", fs.readString("/NAME"));
        collides(() -> fs.write("/Name", "3"));
    }

    @Test
    void a_file_that_is_being_written_has_its_name_already() throws IOException {
        try (WriteHandle out = fs.openWrite("/name", WriteOptions.createNew())) {
            collides(() -> fs.openWrite("/NAME", WriteOptions.createNew()));
            collides(() -> fs.createDirectory("/NAME"));
            out.abort(null);
        }
        fs.write("/NAME", "abc");
        assertEquals(List.of("NAME"), names());
    }

    @Test
    void names_meet_in_the_directory_to_which_links_lead() throws IOException {
        fs.createDirectory("/d");
        fs.createSymbolicLink(FsPath.of("/link"), "d");
        fs.write("/d/name", "abc");
        collides(() -> fs.write("/link/NAME", "x"));
        fs.createSymbolicLink(FsPath.of("/dangling"), "d/NAME");
        collides(() -> fs.write("/dangling", "x"));
        try (WriteHandle out = fs.openWrite("/link/new", WriteOptions.createNew())) {
            collides(() -> fs.write("/d/NEW", "x"));
            out.abort(null);
        }
    }

    @Test
    void of_creators_whose_names_collide_exactly_one_wins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "winner" + round;
            var outcomes = Race.run(
                    6,
                    number -> fs.write(
                            "/" + name.substring(0, number)
                                    + name.substring(number).toUpperCase(Locale.ROOT),
                            WriteOptions.createNew(),
                            out -> out.write(new byte[] {1})));
            assertEquals(1, outcomes.stream().filter(Race.Outcome::succeeded).count());
            for (var outcome : outcomes) {
                if (!outcome.succeeded()) {
                    assertInstanceOf(CollidingNameException.class, outcome.failure());
                }
            }
            assertEquals(round + 1, storage.entries("/").size());
        }
    }

    @Test
    void of_directories_whose_names_collide_exactly_one_wins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "winner" + round;
            Race.run(6, number -> {
                fs.createDirectory(
                        "/" + name.substring(0, number) + name.substring(number).toUpperCase(Locale.ROOT));
                return number;
            });
            assertEquals(round + 1, storage.entries("/").size());
        }
    }

    @Test
    void a_tree_whose_names_would_collide_is_not_copied_at_all() throws IOException {
        try (FileSystem source = FileSystem.over(new MemoryBackend(MemoryOptions.DEFAULT))) {
            source.createDirectory("/d");
            source.write("/d/a", "1");
            source.write("/d/name", "1");
            source.write("/d/NAME", "2");
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(source, FsPath.of("/d"), fs, FsPath.of("/d"))
                            .run());
            assertEquals(List.of(), names());
        }
    }

    @Test
    void a_copy_of_names_that_look_the_same_is_refused_before_anything_is_copied() throws IOException {
        try (FileSystem source = FileSystem.over(new MemoryBackend(MemoryOptions.DEFAULT));
                FileSystem nfc = FileSystem.over(new UniqueNamesBackend(memory, SameNames.NFC))) {
            source.createDirectory("/d");
            source.write("/d/" + COMPOSED, "1");
            source.write("/d/" + DECOMPOSED, "2");
            assertThrows(
                    InvalidNameException.class,
                    () -> TreeCopy.of(source, FsPath.of("/d"), nfc, FsPath.of("/d"))
                            .run());
            assertEquals(List.of(), names());
        }
    }

    @Test
    void names_that_look_the_same_collide_where_that_is_asked_for() throws IOException {
        Backend nfcView = new UniqueNamesBackend(memory, SameNames.NFC);
        Backend bothView = new UniqueNamesBackend(memory, SameNames.CASE_NFC);
        try (FileSystem nfc = FileSystem.over(nfcView);
                FileSystem both = FileSystem.over(bothView)) {
            nfc.write("/" + COMPOSED, "1");
            collides(() -> nfc.write("/" + DECOMPOSED, "2"));
            nfc.write("/CAF\u00c9", "2");
            collides(() -> nfc.write("/CAFE\u0301", "3"));
            assertTrue(nfc.capabilities().has(Capability.CASE_SENSITIVE));
            assertFalse(nfc.capabilities().has(Capability.NORMALIZATION_SENSITIVE));
            assertFalse(both.capabilities().has(Capability.CASE_SENSITIVE));
            assertFalse(both.capabilities().has(Capability.NORMALIZATION_SENSITIVE));
            nfc.move("/" + COMPOSED, "/" + DECOMPOSED);
            assertEquals("1", storage.readString("/" + DECOMPOSED));
            collides(() -> both.write("/Cafe\u0301", "3"));
            both.write("/cafe", "4");
        }
    }

    @Test
    void what_cannot_collide_is_told_by_its_letters() {
        for (int character = 1; character <= 0x1ffff; character++) {
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                continue;
            }
            String name = Character.toString(character);
            String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
            assertTrue(name.equals(composed) || !SameNames.NFC.isAlone(composed), () -> "NFC of " + name);
            for (SameNames same : SameNames.values()) {
                String key = same.key(name);
                assertEquals(key, same.key(key), () -> same + " of " + name);
                assertTrue(name.equals(key) || !same.isAlone(key), () -> same + " of " + name);
                assertTrue(!same.isAlone(name) || name.equals(key), () -> same + " of " + name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"case+mem:?case.policy=unique", "names+mem:?names.collisions=case-nfc"})
    void it_is_opened_by_name(String url) throws IOException {
        try (FileSystem opened = FileSystems.open(url)) {
            opened.write("/name", "1");
            collides(() -> opened.write("/NAME", "2"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "case+mem:?case.policy=uniqe, did you mean unique?",
        "names+mem:, names changes nothing so",
        "names+mem:?names.collisions=nfd, did you mean nfc?",
        "names+mem:?names.characters=a, cannot be escaped"
    })
    void settings_that_make_no_sense_are_refused(String url, String reason) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url));
        assertTrue(String.valueOf(failure.getMessage()).contains(reason), failure::getMessage);
    }

    private List<String> names() throws IOException {
        return storage.entries("/").stream().map(FileInfo::name).sorted().toList();
    }

    private static void collides(Executable call) {
        assertThrows(CollidingNameException.class, call);
    }
}
