package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.BusyException;
import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ListOptions;
import io.anyfs.SubtreeException;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.subject.Race;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CaseInsensitiveBackendTest {

    private final Backend memory = new MemoryBackend(MemoryOptions.DEFAULT);
    private final FileSystem storage = FileSystem.over(memory);
    private final CaseInsensitiveBackend view = new CaseInsensitiveBackend(memory);
    private final FileSystem fs = FileSystem.over(view);

    @AfterEach
    void everythingIsLetGo() throws IOException {
        assertEquals(0, view.claimed());
        fs.close();
        storage.close();
    }

    @Test
    void an_entry_is_found_in_any_letters_and_kept_as_it_was_created() throws IOException {
        fs.createDirectories("/Some/Directory");
        fs.write("/SOME/directory/File", "abc");
        assertEquals("abc", fs.readString("/some/DIRECTORY/file"));
        assertEquals(
                FsPath.of("/some/DIRECTORY/file"),
                fs.stat("/some/DIRECTORY/file").path());
        assertEquals(
                FsPath.of("/sOmE/directory/File"),
                fs.entries("/sOmE/directory").get(0).path());
        assertTrue(storage.exists("/Some/Directory/File"));
        assertFalse(fs.capabilities().has(Capability.CASE_SENSITIVE));
    }

    @Test
    void what_is_created_in_other_letters_is_the_file_that_is_there() throws IOException {
        fs.write("/File", "abc");
        fs.write("/FILE", "new");
        fs.write("/file", WriteOptions.append(), out -> out.write(new byte[] {'!'}));
        assertEquals(List.of("File"), names("/"));
        assertEquals("new!", storage.readString("/File"));
        fs.write("/fILE", WriteOptions.update().mustExistAlready(), out -> out.truncate(3));
        assertEquals("new", storage.readString("/File"));
        exists(() -> fs.openWrite("/fIlE", WriteOptions.createNew()));
        exists(() -> fs.createDirectory("/fIlE"));
        exists(() -> fs.createSymbolicLink(FsPath.of("/fIlE"), "x"));
        fs.write("/other", "x");
        exists(() -> fs.move("/other", "/FILE"));
        exists(() -> fs.copy("/other", "/FILE"));
        fs.copy(FsPath.of("/other"), FsPath.of("/FILE"), IfExists.REPLACE);
        assertEquals("x", storage.readString("/File"));
        fs.delete("/FILE");
        assertEquals(List.of("other"), names("/"));
    }

    @Test
    void letters_beyond_ascii_have_their_case_too() throws IOException {
        fs.write("/\u00c4RGER \u03a3\u0391\u03a3", "abc");
        assertEquals("abc", fs.readString("/\u00e4rger \u03c3\u03b1\u03c2"));
        fs.write("/stra\u00dfe", "1");
        fs.write("/strasse", "2");
        assertEquals("1", fs.readString("/STRA\u00dfE"));
    }

    @Test
    void an_entry_is_moved_to_its_own_name_in_other_letters() throws IOException {
        fs.createDirectory("/dir");
        fs.write("/dir/file", "abc");
        fs.move("/dir/file", "/dir/FILE");
        fs.move("/dir", "/DIR");
        assertEquals("abc", storage.readString("/DIR/FILE"));
        fs.move("/dir/file", "/DIR/FILE");
        assertEquals(List.of("FILE"), names("/DIR"));
        assertThrows(NoSuchFileException.class, () -> fs.move("/no", "/NO"));
    }

    @Test
    void a_copy_onto_itself_in_other_letters_changes_nothing() throws IOException {
        fs.write("/file", "abc");
        fs.copy("/FILE", "/File");
        fs.copy(FsPath.of("/file"), FsPath.of("/FILE"), IfExists.REPLACE);
        assertEquals("abc", storage.readString("/file"));
        assertEquals(List.of("file"), names("/"));
    }

    @Test
    void a_directory_does_not_move_into_itself_in_other_letters() throws IOException {
        fs.createDirectories("/dir/sub");
        assertThrows(SubtreeException.class, () -> fs.move("/dir", "/DIR/sub/x"));
        assertTrue(storage.exists("/dir/sub"));
    }

    @Test
    void parents_that_are_created_on_the_way_meet_those_that_are_there() throws IOException {
        fs.createDirectory("/Dir");
        fs.write("/DIR/Sub/f", WriteOptions.createNew().creatingParents(), out -> out.write(new byte[1]));
        fs.write("/dir/SUB/g", WriteOptions.createNew().creatingParents(), out -> out.write(new byte[1]));
        assertEquals(List.of("Dir"), names("/"));
        assertEquals(List.of("Sub"), names("/Dir"));
        assertEquals(List.of("f", "g"), names("/Dir/Sub"));
        assertThrows(
                NotDirectoryException.class,
                () -> fs.openWrite("/dir/sub/F/x", WriteOptions.createNew().creatingParents()));
    }

    @Test
    void names_that_collide_already_are_reached_exactly_and_otherwise_refused() throws IOException {
        storage.write("/name", "1");
        storage.write("/NAME", "2");
        assertEquals("1", fs.readString("/name"));
        assertEquals("2", fs.readString("/NAME"));
        assertEquals(2, fs.entries("/").size());
        Snapshot before = Snapshot.of(storage);
        AmbiguousNameException failure = assertThrows(AmbiguousNameException.class, () -> fs.stat("/Name"));
        assertEquals(ErrorKind.INVALID_NAME, ErrorKind.of(failure));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("/Name") && message.contains("[NAME, name]"), message);
        assertThrows(AmbiguousNameException.class, () -> fs.write("/Name", "x"));
        assertThrows(AmbiguousNameException.class, () -> fs.createDirectory("/Name"));
        assertThrows(AmbiguousNameException.class, () -> fs.delete("/Name"));
        assertThrows(AmbiguousNameException.class, () -> fs.stat("/Name/below"));
        assertEquals(before, Snapshot.of(storage));
        fs.delete("/NAME");
        assertEquals("1", fs.readString("/Name"));
    }

    @Test
    void links_lead_to_names_in_any_letters() throws IOException {
        fs.createDirectories("/Dir/Sub");
        fs.write("/Dir/Sub/File", "abc");
        fs.createSymbolicLink(FsPath.of("/Link"), "dir/SUB");
        fs.createSymbolicLink(FsPath.of("/Dir/up"), "../link/FILE");
        assertEquals("abc", fs.readString("/link/file"));
        assertEquals("abc", fs.readString("/DIR/UP"));
        assertEquals("dir/SUB", fs.readLink(FsPath.of("/LINK")));
        fs.write("/LINK/new", "x");
        assertEquals("x", storage.readString("/Dir/Sub/new"));
        fs.delete("/LINK");
        assertEquals(List.of("Dir"), names("/"));
    }

    @Test
    void a_tree_is_deleted_by_its_name_in_other_letters() throws IOException {
        fs.createDirectories("/Dir/Sub");
        fs.write("/Dir/Sub/f", "abc");
        assertEquals(3, TreeDelete.delete(fs, FsPath.of("/DIR")));
        assertEquals(List.of(), names("/"));
    }

    @Test
    void of_creators_of_the_same_name_exactly_one_wins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "winner" + round;
            var outcomes = Race.run(
                    8,
                    number -> fs.write(
                            "/" + spelled(name, number), WriteOptions.createNew(), out -> out.write(new byte[] {1})));
            assertEquals(1, outcomes.stream().filter(Race.Outcome::succeeded).count());
            outcomes.stream()
                    .filter(outcome -> !outcome.succeeded())
                    .forEach(lost -> assertEquals(
                            ErrorKind.ALREADY_EXISTS, ErrorKind.of(failureOf(lost)), () -> "" + failureOf(lost)));
            assertEquals(round + 1, storage.entries("/").size());
        }
    }

    @Test
    void a_file_that_is_stored_while_another_creator_looks_has_won() throws IOException {
        Deque<WriteHandle> first = new ArrayDeque<>();
        AtomicInteger looks = new AtomicInteger();
        Backend committing = new ForwardingBackend(new MemoryBackend(MemoryOptions.DEFAULT)) {
            @Override
            public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                BackendListing before = super.list(directory, options);
                // The first look leads to the place, the second is that of the creator.
                if (!first.isEmpty() && looks.incrementAndGet() == 2) {
                    assertNull(before.next());
                    first.pop().commit();
                }
                return before;
            }
        };
        try (FileSystem view = FileSystem.over(new CaseInsensitiveBackend(committing))) {
            first.push(view.openWrite("/Name", WriteOptions.createNew()));
            assertThrows(
                    FileAlreadyExistsException.class,
                    () -> view.write("/NAME", WriteOptions.createNew(), out -> out.write(new byte[] {1})));
            assertEquals(1, view.entries("/").size());
        }
    }

    @Test
    void of_creators_of_the_same_directory_exactly_one_wins_and_parents_are_one() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = "parent" + round;
            Race.assertAllSucceeded(Race.run(
                    8,
                    number -> fs.write(
                            "/" + spelled(name, number) + "/Sub/f" + number,
                            WriteOptions.createNew().creatingParents(),
                            out -> out.write(new byte[] {1}))));
            var outcomes = Race.run(8, number -> {
                fs.createDirectory("/" + spelled(name, number) + "/" + spelled("winner", number));
                return number;
            });
            assertEquals(1, outcomes.stream().filter(Race.Outcome::succeeded).count());
            assertEquals(round + 1, storage.entries("/").size());
        }
    }

    @Test
    void a_file_that_is_being_written_has_its_name_already() throws IOException {
        try (WriteHandle first = fs.openWrite("/Name", WriteOptions.replace());
                WriteHandle second = fs.openWrite("/NAME", WriteOptions.replace())) {
            first.write(new byte[] {'1'});
            second.write(new byte[] {'2'});
            second.commit();
            assertEquals(List.of("Name"), names("/"));
            assertThrows(BusyException.class, () -> fs.move("/name", "/NAME"));
            first.commit();
        }
        assertEquals(List.of("Name"), names("/"));
        assertEquals("1", fs.readString("/name"));
    }

    @Test
    void a_name_is_free_again_when_its_write_is_given_up() throws IOException {
        try (WriteHandle out = fs.openWrite("/Name", WriteOptions.createNew())) {
            out.write(new byte[1]);
        }
        fs.write("/NAME", "abc");
        assertEquals(List.of("NAME"), names("/"));
        assertThrows(NoSuchFileException.class, () -> fs.openWrite("/no/such", WriteOptions.createNew()));
        assertEquals(0, view.claimed());
    }

    @Test
    void it_is_opened_by_name(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("File"), "abc");
        try (FileSystem opened = FileSystems.open("case+local:" + directory)) {
            assertEquals("abc", opened.readString("/FILE"));
            opened.write("/file", "new");
        }
        assertEquals("new", Files.readString(directory.resolve("File")));
    }

    private List<String> names(String directory) throws IOException {
        return storage.entries(directory).stream().map(FileInfo::name).sorted().toList();
    }

    /** The name with a capital at another place for each number. */
    private static String spelled(String name, int number) {
        int at = number % name.length();
        return name.substring(0, at) + name.substring(at, at + 1).toUpperCase(Locale.ROOT) + name.substring(at + 1);
    }

    private static Throwable failureOf(Race.Outcome<?> outcome) {
        Throwable failure = outcome.failure();
        assertNotNull(failure);
        return failure;
    }

    private static void exists(Executable call) {
        assertThrows(FileAlreadyExistsException.class, call);
    }
}
