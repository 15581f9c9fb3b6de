package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tree.NameFolding;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What each permission is needed for. {@code /in} may be written to only, {@code /out} be read, {@code /secret} nothing. */
class PermissionsBackendTest {

    private final FileSystem storage = MemoryFileSystem.create();
    private FileSystem files;

    @BeforeEach
    void entries() throws IOException {
        for (String directory : List.of("/in", "/out", "/secret", "/yard", "/yard/keep", "/other")) {
            storage.createDirectory(directory);
            storage.write(directory + "/f", "old");
        }
        files = permitted(
                rule("/in", Permission.CREATE),
                rule("/out", Permission.LIST, Permission.READ),
                rule("/secret"),
                rule("/yard/keep", Permission.LIST, Permission.READ),
                rule("/yard", Permission.values()));
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    @Test
    void listings_show_what_something_is_allowed_at() throws IOException {
        assertEquals(List.of("/in", "/out", "/yard"), names("/"));
        assertEquals(List.of("/out/f"), names("/out"));
        assertEquals(List.of("/yard/f", "/yard/keep"), names("/yard"));
        denied(() -> names("/in"));
        assertThrows(NoSuchFileException.class, () -> names("/secret"));
        assertThrows(NoSuchFileException.class, () -> names("/other"));
    }

    @Test
    void what_one_may_not_know_of_looks_as_if_it_were_missing() throws IOException {
        assertTrue(files.stat("/in").isDirectory());
        for (String path : List.of("/secret", "/secret/f", "/other", "/in/f", "/none")) {
            assertThrows(NoSuchFileException.class, () -> files.stat(path), path);
        }
    }

    @Test
    void reading_takes_read() throws IOException {
        assertEquals("old", files.readString("/out/f"));
        denied(() -> files.readString("/in/f"));
        denied(() -> files.readString("/secret/f"));
        denied(() -> files.readString("/none"));
    }

    @Test
    void creating_takes_create_and_replacing_takes_write() throws IOException {
        files.write("/in/new", "text");
        files.write(FsPath.of("/in/newer"), WriteOptions.createNew(), out -> out.write(new byte[1]));
        files.createDirectory("/in/directory");
        assertEquals("text", storage.readString("/in/new"));
        denied(() -> files.write("/in/f", "new"));
        refused(() -> files.write(FsPath.of("/in/f"), WriteOptions.append(), out -> out.write(new byte[1])));
        refused(() -> files.write("/out/new", "new"));
        refused(() -> files.createDirectory("/secret/new"));
        unchanged();
    }

    @Test
    void writing_takes_something_that_is_there() throws IOException {
        FileSystem writing = permitted(rule("/", Permission.WRITE, Permission.LIST));
        writing.write("/yard/f", "new");
        assertEquals("new", storage.readString("/yard/f"));
        denied(() -> writing.write("/yard/new", "new"));
        denied(() -> writing.createDirectory("/yard/new"));
        denied(() -> writing.write(
                FsPath.of("/yard/a/b"), WriteOptions.replace().creatingParents(), out -> out.write(new byte[1])));
        assertFalse(storage.exists("/yard/new") || storage.exists("/yard/a"));
    }

    @Test
    void attributes_take_write() throws IOException {
        AttributeChanges changes = AttributeChanges.NONE.withLastModified(Instant.EPOCH);
        files.setAttributes(FsPath.of("/yard/f"), changes);
        assertEquals(Instant.EPOCH, storage.stat("/yard/f").lastModified());
        refused(() -> files.setAttributes(FsPath.of("/out/f"), changes));
        refused(() -> files.setAttributes(FsPath.of("/in/f"), changes));
    }

    @Test
    void deleting_takes_delete() throws IOException {
        files.delete("/yard/f");
        refused(() -> files.delete("/out/f"));
        refused(() -> files.delete("/in/f"));
        refused(() -> files.delete("/yard/keep/f"));
        assertFalse(storage.exists("/yard/f"));
    }

    @Test
    void a_tree_is_deleted_at_once_only_where_all_of_it_may_be() throws IOException {
        FsPath yard = FsPath.of("/yard");
        assertFalse(files.capabilities(yard).has(Capability.DELETE_TREE));
        assertThrows(IOException.class, () -> TreeDelete.of(files, yard).run());
        assertTrue(storage.exists("/yard/keep/f"));
    }

    @Test
    void moving_takes_rename_here_and_create_there() throws IOException {
        files.move("/yard/f", "/yard/g");
        files.move("/yard/g", "/in/g");
        assertEquals("old", storage.readString("/in/g"));
        refused(() -> files.move("/out/f", "/yard/x"));
        refused(() -> files.move("/in/g", "/yard/g"));
        storage.write("/yard/f", "new");
        denied(() -> files.move(FsPath.of("/yard/f"), FsPath.of("/in/f"), IfExists.REPLACE));
        refused(() -> files.move("/yard/f", "/out/x"));
        assertEquals("old", storage.readString("/in/f"));
    }

    @Test
    void nothing_becomes_readable_by_a_move() throws IOException {
        FileSystem moving = permitted(
                rule("/secret", Permission.RENAME, Permission.LIST, Permission.CREATE), rule("/", Permission.values()));
        moving.move("/secret/f", "/secret/g");
        denied(() -> moving.move("/secret/g", "/yard/g"));
        assertTrue(storage.exists("/secret/g"));
    }

    @Test
    void a_directory_moves_only_with_all_that_may_be_in_it() throws IOException {
        denied(() -> files.move("/yard", "/in/w"));
        FileSystem moving = permitted(rule("/yard/keep"), rule("/", Permission.values()));
        denied(() -> moving.move("/yard", "/w"));
        moving.move("/other", "/w");
        denied(() -> moving.move("/w", "/yard"));
        assertTrue(storage.exists("/yard/keep/f") && storage.exists("/w/f"));
    }

    @Test
    void copying_takes_read_here_and_create_there() throws IOException {
        files.copy("/out/f", "/in/g");
        files.copy("/out/f", "/yard/g");
        assertThrows(NoSuchFileException.class, () -> files.copy("/in/f", "/yard/h"));
        refused(() -> files.copy("/yard/f", "/out/h"));
        denied(() -> files.copy(FsPath.of("/yard/f"), FsPath.of("/in/f"), IfExists.REPLACE));
        assertThrows(NoSuchFileException.class, () -> files.copy("/secret/f", "/yard/h"));
        assertFalse(storage.exists("/yard/h") || storage.exists("/out/h"));
    }

    @Test
    void another_name_takes_read_and_write_there_and_create_here() throws IOException {
        files.createHardLink(FsPath.of("/yard/name"), FsPath.of("/yard/f"));
        assertEquals("old", storage.readString("/yard/name"));
        refused(() -> files.createHardLink(FsPath.of("/yard/h"), FsPath.of("/out/f")));
        refused(() -> files.createHardLink(FsPath.of("/out/h"), FsPath.of("/yard/f")));
        refused(() -> files.createHardLink(FsPath.of("/yard/h"), FsPath.of("/secret/f")));
        // What can be created there could not be read.
        denied(() -> files.createHardLink(FsPath.of("/yard/h"), FsPath.of("/in/f")));
        assertFalse(storage.exists("/yard/h") || storage.exists("/out/h"));
    }

    @Test
    void a_link_gives_nothing_that_its_target_does_not() throws IOException {
        storage.createSymbolicLink(FsPath.of("/yard/link"), "/secret");
        storage.createSymbolicLink(FsPath.of("/out/link"), "../yard/f");
        storage.createSymbolicLink(FsPath.of("/yard/out"), "../out/f");
        assertThrows(NoSuchFileException.class, () -> names("/yard/link"));
        denied(() -> files.readString("/yard/link/f"));
        denied(() -> files.write("/yard/link/new", "new"));
        assertThrows(NoSuchFileException.class, () -> files.stat("/yard/link/f"));
        // The path as it was asked for counts too.
        assertEquals("old", files.readString("/out/link"));
        refused(() -> files.write("/out/link", "new"));
        denied(() -> files.write("/yard/out", "new"));
        assertFalse(storage.exists("/secret/new"));
        unchanged();
    }

    @Test
    void a_link_that_is_made_here_leads_nowhere_else() throws IOException {
        files.createSymbolicLink(FsPath.of("/yard/mine"), "/secret/f");
        denied(() -> files.readString("/yard/mine"));
        refused(() -> files.createSymbolicLink(FsPath.of("/out/mine"), "f"));
    }

    @Test
    void the_first_rule_that_matches_counts_also_for_all_below() throws IOException {
        FileSystem globbed =
                permitted(rule("**/*.exe"), rule("/*/keep", Permission.LIST), rule("/", Permission.values()));
        globbed.write("/yard/a.txt", "text");
        refused(() -> globbed.write("/yard/a.exe", "text"));
        denied(() -> globbed.readString("/yard/keep/f"));
        storage.createDirectory("/d.exe");
        refused(() -> globbed.write("/d.exe/a.txt", "text"));
        assertEquals(List.of("/yard/keep/f"), names(globbed, "/yard/keep"));
    }

    @Test
    void names_are_compared_as_the_storage_does() {
        PathPermissions permissions = new PathPermissions(List.of(rule("/Secret"), rule("/", Permission.values())));
        FsPath path = FsPath.of("/SECRET/f");
        assertEquals(Set.of(), permissions.compiled(NameFolding.CASE).at(path));
        assertEquals(6, permissions.compiled(NameFolding.NONE).at(path).size());
    }

    @Test
    void a_name_that_the_storage_takes_for_a_forbidden_one_is_forbidden() {
        PathPermissions permissions = new PathPermissions(List.of(rule("/caf\u00e9"), rule("/", Permission.values())));
        FsPath decomposed = FsPath.of("/cafe\u0301/f");
        FsPath capital = FsPath.of("/CAFE\u0301/f");
        assertEquals(6, permissions.compiled(NameFolding.NONE).at(decomposed).size());
        assertEquals(Set.of(), permissions.compiled(NameFolding.NORMALIZATION).at(decomposed));
        assertEquals(
                6, permissions.compiled(NameFolding.NORMALIZATION).at(capital).size());
        assertEquals(
                Set.of(),
                permissions.compiled(NameFolding.CASE_AND_NORMALIZATION).at(capital));
    }

    @Test
    void capabilities_are_those_that_are_permitted() {
        assertFalse(files.capabilities(FsPath.of("/out")).has(Capability.WRITE));
        assertTrue(files.capabilities(FsPath.of("/in/x")).has(Capability.WRITE));
        assertFalse(files.capabilities(FsPath.of("/in/x")).has(Capability.APPEND));
        assertFalse(files.capabilities(FsPath.of("/yard")).has(Capability.DELETE_TREE));
        assertEquals(
                storage.capabilities(FsPath.of("/yard/f")).asSet(),
                files.capabilities(FsPath.of("/yard/f")).asSet());
    }

    private FileSystem permitted(PathPermissions.Rule... rules) throws IOException {
        return storage.borrow("test", backend -> PermissionsBackend.over(backend, new PathPermissions(List.of(rules))));
    }

    private static PathPermissions.Rule rule(String pattern, Permission... allowed) {
        Set<Permission> set = EnumSet.noneOf(Permission.class);
        set.addAll(Arrays.asList(allowed));
        return new PathPermissions.Rule(pattern, set);
    }

    private List<String> names(String directory) throws IOException {
        return names(files, directory);
    }

    private static List<String> names(FileSystem files, String directory) throws IOException {
        List<String> names = new ArrayList<>();
        for (FileInfo entry : files.entries(directory)) {
            names.add(entry.path().toString());
        }
        names.sort(null);
        return names;
    }

    private static void denied(Executable action) {
        assertThrows(AccessDeniedException.class, action);
    }

    /** Where nothing at all can be changed the filesystem says so before the backend does. */
    private static void refused(Executable action) {
        FileSystemException refusal = assertThrows(FileSystemException.class, action);
        assertTrue(
                refusal instanceof AccessDeniedException || refusal instanceof UnsupportedCapabilityException,
                refusal::toString);
    }

    private void unchanged() throws IOException {
        for (String directory : List.of("/in", "/out", "/secret", "/yard")) {
            assertEquals("old", storage.readString(directory + "/f"));
        }
    }
}
