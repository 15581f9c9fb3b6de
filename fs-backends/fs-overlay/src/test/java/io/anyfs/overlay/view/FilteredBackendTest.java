package io.anyfs.overlay.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.Snapshot;
import io.anyfs.tree.Glob;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilteredBackendTest {

    private final Backend model = new ModelBackend();
    private final FileSystem storage = FileSystem.over(model);
    private final List<FileSystem> views = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        for (FileSystem view : views) {
            assertEquals(List.of(), view.openResources());
            view.close();
        }
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/secret", "/secret/f", "/secret/d/g", "/d/x.key"})
    void what_is_hidden_does_not_exist(String path) throws IOException {
        storage.createDirectories("/secret/d");
        storage.createDirectory("/d");
        for (String file : List.of("/secret/f", "/secret/d/g", "/d/x.key")) {
            storage.write(file, "hidden");
        }
        Snapshot before = Snapshot.of(storage);
        FileSystem fs = hiding("secret", "**/*.key");
        FsPath hidden = FsPath.of(path);
        missing(() -> fs.stat(path));
        missing(() -> fs.lstat(hidden));
        missing(() -> fs.readString(path));
        missing(() -> fs.list(path));
        missing(() -> fs.delete(path));
        missing(() -> fs.move(path, "/there"));
        missing(() -> fs.copy(path, "/there"));
        missing(() -> fs.setAttributes(hidden, AttributeChanges.lastModified(Instant.EPOCH)));
        missing(() -> fs.readLink(hidden));
        missing(() -> fs.openWrite(path, WriteOptions.replace().mustExistAlready()));
        assertFalse(fs.exists(path));
        assertEquals(before, Snapshot.of(storage));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/secret", "/secret/f", "/x.key", "/missing/x.key", "/there.key"})
    void what_would_be_hidden_is_not_created_whether_it_is_there_or_not(String path) throws IOException {
        storage.write("/there.key", "hidden");
        storage.write("/f", "seen");
        storage.createDirectory("/d");
        Snapshot before = Snapshot.of(storage);
        FileSystem fs = hiding("secret", "**/*.key");
        FsPath hidden = FsPath.of(path);
        for (WriteOptions options : List.of(
                WriteOptions.createNew(), WriteOptions.replace(), WriteOptions.append(), WriteOptions.update())) {
            denied(() -> fs.openWrite(path, options));
            denied(() -> fs.openWrite(path, options.creatingParents()));
        }
        denied(() -> fs.createDirectory(path));
        denied(() -> fs.createSymbolicLink(hidden, "/f"));
        denied(() -> fs.createSymbolicLink(FsPath.of("/link"), path));
        for (IfExists ifExists : IfExists.values()) {
            denied(() -> fs.move(FsPath.of("/f"), hidden, ifExists));
            denied(() -> fs.move(FsPath.of("/d"), hidden, ifExists));
            denied(() -> fs.copy(FsPath.of("/f"), hidden, ifExists));
        }
        assertEquals(before, Snapshot.of(storage));
    }

    @Test
    void a_listing_has_no_hidden_entries_nor_has_one_of_the_whole_tree() throws IOException {
        storage.createDirectories("/a/.git/objects");
        storage.write("/a/.git/config", "hidden");
        storage.write("/a/f", "seen");
        storage.write("/.git", "hidden");
        FileSystem fs = hiding("**/.git");
        assertEquals(List.of("a"), names(fs, "/"));
        assertEquals(List.of("f"), names(fs, "/a"));
        List<String> all = new ArrayList<>();
        try (DirectoryListing listing = fs.list(FsPath.ROOT, ListOptions.TREE)) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                all.add(entry.path().toString());
            }
        }
        assertEquals(List.of("/a", "/a/f"), all.stream().sorted().toList());
    }

    @Test
    void only_what_is_shown_exists_with_the_directories_on_the_way() throws IOException {
        storage.createDirectories("/docs/public/a");
        storage.write("/docs/public/a/f", "seen");
        storage.write("/docs/private", "hidden");
        storage.write("/other", "hidden");
        FileSystem fs = over(FilterOptions.DEFAULT.withShown(Glob.of("docs/public")));
        assertEquals(List.of("docs"), names(fs, "/"));
        assertEquals(List.of("public"), names(fs, "/docs"));
        assertEquals("seen", fs.readString("/docs/public/a/f"));
        missing(() -> fs.stat("/docs/private"));
        missing(() -> fs.stat("/other"));
        denied(() -> fs.write("/docs/more", "x"));
        denied(() -> fs.createDirectory("/docs/more"));
        fs.write("/docs/public/more", "x");
        fs.delete("/docs/public/more");
    }

    @Test
    void on_the_way_to_what_is_shown_there_are_directories_only() throws IOException {
        storage.write("/file", "hidden");
        storage.createDirectory("/real");
        storage.createSymbolicLink(FsPath.of("/link"), "real");
        FileSystem fs = over(FilterOptions.DEFAULT.withShown(Glob.of("*/a")));
        assertEquals(List.of("real"), names(fs, "/"));
        missing(() -> fs.stat("/file"));
        missing(() -> fs.delete("/file"));
        missing(() -> fs.lstat(FsPath.of("/link")));
        missing(() -> fs.stat("/link/a"));
        denied(() -> fs.write("/new", "x"));
        denied(() -> fs.write("/file", "x"));
        denied(() -> fs.createDirectory("/file"));
        missing(() -> fs.move("/file", "/real/a"));
        fs.createDirectory("/new");
        fs.write("/new/a", "x");
        assertEquals("hidden", storage.readString("/file"));
    }

    @Test
    void what_is_hidden_is_so_whatever_is_shown() throws IOException {
        storage.createDirectory("/docs");
        storage.write("/docs/x.key", "hidden");
        storage.write("/docs/f", "seen");
        FileSystem fs = over(FilterOptions.DEFAULT.withShown(Glob.of("docs/**")).withHidden(Glob.of("**/*.key")));
        assertEquals(List.of("f"), names(fs, "/docs"));
    }

    @Test
    void a_directory_that_holds_hidden_entries_stays_and_says_why() throws IOException {
        storage.createDirectory("/d");
        storage.write("/d/.git", "hidden");
        FileSystem fs = hiding("**/.git");
        DirectoryNotEmptyException failure = assertThrows(DirectoryNotEmptyException.class, () -> fs.delete("/d"));
        assertTrue(String.valueOf(failure.getMessage()).contains("entries that are hidden"), failure::getMessage);
        fs.write("/d/f", "seen");
        failure = assertThrows(DirectoryNotEmptyException.class, () -> fs.delete("/d"));
        assertFalse(String.valueOf(failure.getMessage()).contains("hidden"), failure::getMessage);
        assertEquals("hidden", storage.readString("/d/.git"));
    }

    @Test
    void a_tree_is_deleted_but_for_what_is_hidden() throws IOException {
        storage.createDirectories("/d/e");
        storage.write("/d/e/.git", "hidden");
        storage.write("/d/f", "seen");
        FileSystem fs = hiding("**/.git");
        assertFalse(fs.capabilities().has(Capability.DELETE_TREE));
        TreeDelete.of(fs, FsPath.of("/d")).onFailure(OnFailure.SKIP).run();
        assertFalse(storage.exists("/d/f"));
        assertEquals("hidden", storage.readString("/d/e/.git"));
    }

    @Test
    void a_directory_that_is_moved_takes_hidden_entries_along() throws IOException {
        storage.createDirectories("/d/e");
        storage.write("/d/e/.git", "hidden");
        FileSystem fs = hiding("**/.git");
        fs.move("/d", "/moved");
        assertEquals("hidden", storage.readString("/moved/e/.git"));
        missing(() -> fs.stat("/moved/e/.git"));
    }

    @Test
    void no_move_shows_what_is_hidden() throws IOException {
        storage.createDirectories("/d/e");
        storage.write("/d/e/secret", "hidden");
        FileSystem fs = hiding("d/e/secret", "**/kept/**/secret");
        Snapshot before = Snapshot.of(storage);
        denied(() -> fs.move("/d", "/moved"));
        denied(() -> fs.move("/d/e", "/moved"));
        assertEquals(before, Snapshot.of(storage));
        storage.createDirectory("/kept");
        fs.move("/d", "/kept/d");
        assertEquals("hidden", storage.readString("/kept/d/e/secret"));
    }

    @Test
    void a_link_to_what_is_hidden_leads_nowhere() throws IOException {
        storage.createDirectories("/secret/d");
        storage.write("/secret/d/f", "hidden");
        storage.createDirectory("/a");
        storage.createSymbolicLink(FsPath.of("/file"), "secret/d/f");
        storage.createSymbolicLink(FsPath.of("/a/directory"), "../secret");
        storage.createSymbolicLink(FsPath.of("/chain"), "/a/directory/d");
        FileSystem fs = hiding("secret");
        assertEquals(List.of("a", "chain", "file"), names(fs, "/"));
        for (String path : List.of("/file", "/a/directory", "/a/directory/d/f", "/chain", "/chain/f")) {
            missing(() -> fs.stat(path));
            missing(() -> fs.openRead(path));
            missing(() -> fs.list(path));
        }
        denied(() -> fs.write("/file", "x"));
        denied(() -> fs.write("/chain/g", "x"));
        assertTrue(fs.lstat(FsPath.of("/file")).isSymbolicLink());
        fs.delete("/file");
        assertEquals("hidden", storage.readString("/secret/d/f"));
    }

    @Test
    void a_hidden_link_leads_nowhere_either() throws IOException {
        storage.createDirectory("/d");
        storage.write("/d/f", "seen");
        storage.createSymbolicLink(FsPath.of("/secret"), "d");
        storage.createSymbolicLink(FsPath.of("/through"), "secret/f");
        FileSystem fs = hiding("secret");
        missing(() -> fs.stat("/secret/f"));
        missing(() -> fs.stat("/through"));
        assertEquals("seen", fs.readString("/d/f"));
    }

    @Test
    void links_that_lead_nowhere_or_in_circles_can_be_created() throws IOException {
        FileSystem fs = hiding("secret");
        for (String target : List.of("missing", "no/../such", "loop", "/loop/x")) {
            fs.createSymbolicLink(FsPath.of("/loop"), target);
            fs.delete("/loop");
        }
        fs.createSymbolicLink(FsPath.of("/loop"), "loop");
        fs.createSymbolicLink(FsPath.of("/to-loop"), "loop");
        assertThrows(FileSystemLoopException.class, () -> fs.stat("/to-loop"));
        denied(() -> fs.createSymbolicLink(FsPath.of("/out"), "../.."));
    }

    @Test
    void another_writing_of_a_name_shows_nothing_where_the_storage_takes_it_for_the_same() throws IOException {
        storage.write("/Secret", "hidden");
        storage.write("/caf\u00e9", "hidden");
        FileSystem fs = view(new FilteredBackend(
                new UniqueNamesBackend(model, SameNames.CASE_NFC),
                FilterOptions.DEFAULT.withHidden(Glob.of("secret"), Glob.of("cafe\u0301"))));
        for (String path : List.of("/secret", "/Secret", "/SECRET", "/caf\u00e9", "/CAF\u00c9")) {
            missing(() -> fs.stat(path));
        }
        assertEquals(List.of(), fs.entries("/"));
        assertEquals(List.of("Secret", "caf\u00e9"), names(hiding("secret"), "/"));
    }

    @Test
    void only_what_the_storage_takes_for_the_same_is_hidden_with_it() throws IOException {
        storage.write("/Secret", "other case");
        storage.write("/caf\u00e9", "other writing");
        FilterOptions options = FilterOptions.DEFAULT.withHidden(Glob.of("secret"), Glob.of("cafe\u0301"));
        assertEquals(
                List.of("caf\u00e9"),
                names(view(new FilteredBackend(new CaseInsensitiveBackend(model), options)), "/"));
        assertEquals(
                List.of("Secret"),
                names(view(new FilteredBackend(new UniqueNamesBackend(model, SameNames.NFC), options)), "/"));
    }

    @Test
    void it_is_opened_by_name(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("a/.git"));
        Files.writeString(directory.resolve("a/x.key"), "hidden");
        Files.writeString(directory.resolve("a/f"), "seen");
        try (FileSystem fs = FileSystems.open("filter+local:" + directory + "?filter.hide=**/.git,**/*.key")) {
            assertEquals(List.of("f"), names(fs, "/a"));
        }
        try (FileSystem fs = FileSystems.open("filter+local:" + directory + "?filter.show=a/f")) {
            assertEquals(List.of("f"), names(fs, "/a"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "filter+mem:, filter hides nothing so",
        "filter+mem:?filter.hide=[a, hide takes globs",
        "filter+mem:?filter.show=, show takes globs",
        "filter+mem:?filter.hid=a, did you mean hide?"
    })
    void settings_that_make_no_sense_are_refused(String url, String reason) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> FileSystems.open(url));
        assertTrue(String.valueOf(failure.getMessage()).contains(reason), failure::getMessage);
    }

    private FileSystem hiding(String... globs) {
        Glob[] patterns = List.of(globs).stream().map(Glob::of).toArray(Glob[]::new);
        return over(FilterOptions.DEFAULT.withHidden(patterns));
    }

    private FileSystem over(FilterOptions options) {
        return view(new FilteredBackend(model, options));
    }

    private FileSystem view(Backend backend) {
        FileSystem view = FileSystem.over(backend);
        views.add(view);
        return view;
    }

    private static List<String> names(FileSystem fs, String directory) throws IOException {
        return fs.entries(directory).stream().map(FileInfo::name).sorted().toList();
    }

    private static void missing(Executable call) {
        assertThrows(NoSuchFileException.class, call);
    }

    private static void denied(Executable call) {
        assertThrows(AccessDeniedException.class, call);
    }
}
