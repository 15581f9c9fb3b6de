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
        for (String directory : List.of("/in", "/out", "/secret", "/work", "/work/keep", "/other")) {
            storage.createDirectory(directory);
            storage.write(directory + "/f", "old");
        }
        files = permitted(
                rule("/in", Permission.CREATE),
                rule("/out", Permission.LIST, Permission.READ),
                rule("/secret"),
                rule("/work/keep", Permission.LIST, Permission.READ),
                rule("/work", Permission.values()));
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    @Test
    void listings_show_what_something_is_allowed_at() throws IOException {
        assertEquals(List.of("/in", "/out", "/work"), names("/"));
        assertEquals(List.of("/out/f"), names("/out"));
        assertEquals(List.of("/work/f", "/work/keep"), names("/work"));
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
        writing.write("/work/f", "new");
        assertEquals("new", storage.readString("/work/f"));
        denied(() -> writing.write("/work/new", "new"));
        denied(() -> writing.createDirectory("/work/new"));
        denied(() -> writing.write(
                FsPath.of("/work/a/b"), WriteOptions.replace().creatingParents(), out -> out.write(new byte[1])));
        assertFalse(storage.exists("/work/new") || storage.exists("/work/a"));
    }

    @Test
    void attributes_take_write() throws IOException {
        AttributeChanges changes = AttributeChanges.NONE.withLastModified(Instant.EPOCH);
        files.setAttributes(FsPath.of("/work/f"), changes);
        assertEquals(Instant.EPOCH, storage.stat("/work/f").lastModified());
        refused(() -> files.setAttributes(FsPath.of("/out/f"), changes));
        refused(() -> files.setAttributes(FsPath.of("/in/f"), changes));
    }

    @Test
    void deleting_takes_delete() throws IOException {
        files.delete("/work/f");
        refused(() -> files.delete("/out/f"));
        refused(() -> files.delete("/in/f"));
        refused(() -> files.delete("/work/keep/f"));
        assertFalse(storage.exists("/work/f"));
    }

    @Test
    void a_tree_is_deleted_at_once_only_where_all_of_it_may_be() throws IOException {
        FsPath work = FsPath.of("/work");
        assertFalse(files.capabilities(work).has(Capability.DELETE_TREE));
        assertThrows(IOException.class, () -> TreeDelete.of(files, work).run());
        assertTrue(storage.exists("/work/keep/f"));
    }

    @Test
    void moving_takes_rename_here_and_create_there() throws IOException {
        files.move("/work/f", "/work/g");
        files.move("/work/g", "/in/g");
        assertEquals("old", storage.readString("/in/g"));
        refused(() -> files.move("/out/f", "/work/x"));
        refused(() -> files.move("/in/g", "/work/g"));
        storage.write("/work/f", "new");
        denied(() -> files.move(FsPath.of("/work/f"), FsPath.of("/in/f"), IfExists.REPLACE));
        refused(() -> files.move("/work/f", "/out/x"));
        assertEquals("old", storage.readString("/in/f"));
    }

    @Test
    void nothing_becomes_readable_by_a_move() throws IOException {
        FileSystem moving = permitted(
                rule("/secret", Permission.RENAME, Permission.LIST, Permission.CREATE), rule("/", Permission.values()));
        moving.move("/secret/f", "/secret/g");
        denied(() -> moving.move("/secret/g", "/work/g"));
        assertTrue(storage.exists("/secret/g"));
    }

    @Test
    void a_directory_moves_only_with_all_that_may_be_in_it() throws IOException {
        denied(() -> files.move("/work", "/in/w"));
        FileSystem moving = permitted(rule("/work/keep"), rule("/", Permission.values()));
        denied(() -> moving.move("/work", "/w"));
        moving.move("/other", "/w");
        denied(() -> moving.move("/w", "/work"));
        assertTrue(storage.exists("/work/keep/f") && storage.exists("/w/f"));
    }

    @Test
    void copying_takes_read_here_and_create_there() throws IOException {
        files.copy("/out/f", "/in/g");
        files.copy("/out/f", "/work/g");
        assertThrows(NoSuchFileException.class, () -> files.copy("/in/f", "/work/h"));
        refused(() -> files.copy("/work/f", "/out/h"));
        denied(() -> files.copy(FsPath.of("/work/f"), FsPath.of("/in/f"), IfExists.REPLACE));
        assertThrows(NoSuchFileException.class, () -> files.copy("/secret/f", "/work/h"));
        assertFalse(storage.exists("/work/h") || storage.exists("/out/h"));
    }

    @Test
    void a_link_gives_nothing_that_its_target_does_not() throws IOException {
        storage.createSymbolicLink(FsPath.of("/work/link"), "/secret");
        storage.createSymbolicLink(FsPath.of("/out/link"), "../work/f");
        storage.createSymbolicLink(FsPath.of("/work/out"), "../out/f");
        assertThrows(NoSuchFileException.class, () -> names("/work/link"));
        denied(() -> files.readString("/work/link/f"));
        denied(() -> files.write("/work/link/new", "new"));
        assertThrows(NoSuchFileException.class, () -> files.stat("/work/link/f"));
        // The path as it was asked for counts too.
        assertEquals("old", files.readString("/out/link"));
        refused(() -> files.write("/out/link", "new"));
        denied(() -> files.write("/work/out", "new"));
        assertFalse(storage.exists("/secret/new"));
        unchanged();
    }

    @Test
    void a_link_that_is_made_here_leads_nowhere_else() throws IOException {
        files.createSymbolicLink(FsPath.of("/work/mine"), "/secret/f");
        denied(() -> files.readString("/work/mine"));
        refused(() -> files.createSymbolicLink(FsPath.of("/out/mine"), "f"));
    }

    @Test
    void the_first_rule_that_matches_counts_also_for_all_below() throws IOException {
        FileSystem globbed =
                permitted(rule("**/*.exe"), rule("/*/keep", Permission.LIST), rule("/", Permission.values()));
        globbed.write("/work/a.txt", "text");
        refused(() -> globbed.write("/work/a.exe", "text"));
        denied(() -> globbed.readString("/work/keep/f"));
        storage.createDirectory("/d.exe");
        refused(() -> globbed.write("/d.exe/a.txt", "text"));
        assertEquals(List.of("/work/keep/f"), names(globbed, "/work/keep"));
    }

    @Test
    void names_are_compared_as_the_storage_does() {
        PathPermissions permissions = new PathPermissions(List.of(rule("/Secret"), rule("/", Permission.values())));
        FsPath path = FsPath.of("/SECRET/f");
        assertEquals(
                Set.of(),
                permissions.compiled(io.anyfs.tree.Glob.Case.INSENSITIVE).at(path));
        assertEquals(
                6,
                permissions.compiled(io.anyfs.tree.Glob.Case.SENSITIVE).at(path).size());
    }

    @Test
    void capabilities_are_those_that_are_permitted() {
        assertFalse(files.capabilities(FsPath.of("/out")).has(Capability.WRITE));
        assertTrue(files.capabilities(FsPath.of("/in/x")).has(Capability.WRITE));
        assertFalse(files.capabilities(FsPath.of("/in/x")).has(Capability.APPEND));
        assertFalse(files.capabilities(FsPath.of("/work")).has(Capability.DELETE_TREE));
        assertEquals(
                storage.capabilities(FsPath.of("/work/f")).asSet(),
                files.capabilities(FsPath.of("/work/f")).asSet());
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
        for (String directory : List.of("/in", "/out", "/secret", "/work")) {
            assertEquals("old", storage.readString(directory + "/f"));
        }
    }
}
