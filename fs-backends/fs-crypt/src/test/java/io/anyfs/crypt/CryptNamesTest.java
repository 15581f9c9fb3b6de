package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.DeleteScope;
import io.anyfs.ErrorKind;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import io.anyfs.ListOptions;
import io.anyfs.TreeDeletion;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.model.ModelBackend;
import io.anyfs.tck.subject.OddName;
import io.anyfs.tck.subject.ToldDeletion;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the storage sees of names, and what becomes of names that are not ours. */
class CryptNamesTest {

    @Test
    void the_storage_sees_letters_and_digits_and_no_name() throws IOException {
        try (Vault vault = Vault.inMemory(CryptOptions.DEFAULT)) {
            for (OddName name : OddName.values()) {
                FsPath directory = FsPath.ROOT.child(name.text());
                vault.fs.createDirectory(directory);
                vault.fs.write(directory.child("secret-" + name).toString(), "x");
            }
            assertEquals(OddName.values().length, vault.storedPaths().size());
            for (FsPath stored : vault.storedPaths()) {
                assertTrue(stored.name().matches("[0-9a-v]{27,255}"), stored::toString);
                assertTrue(vault.stored.entries(stored).get(0).name().matches("[0-9a-v]{27,255}"));
            }
        }
    }

    @Test
    void bytes_come_back_from_their_letters_and_nothing_else_does() {
        Random random = new Random(3);
        for (int size = 0; size < 200; size++) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            String text = Base32Hex.encode(bytes);
            assertEquals(Base32Hex.encodedLength(size), text.length());
            assertEquals(text, Base32Hex.encode(Base32Hex.decode(text)));
        }
        assertEquals("cpnmuoj1e8", Base32Hex.encode("foobar".getBytes(StandardCharsets.US_ASCII)));
        for (String other :
                List.of("CPNMUOJ1E8", "cpnmuoj1e9", "c", "cpn", "cpnmuoj1e8======", "cpnm-oj1", "wwwwwwww")) {
            assertNull(Base32Hex.decode(other), other);
        }
    }

    @Test
    void of_255_bytes_143_are_left_for_a_name() throws IOException {
        try (Vault vault = Vault.inMemory(CryptOptions.DEFAULT)) {
            assertEquals(143, vault.fs.capabilities().limits().maxNameBytes());
            vault.fs.write("/" + "n".repeat(143), "x");
            assertEquals(255, vault.onlyStored().name().length());
            assertThrows(InvalidNameException.class, () -> vault.fs.write("/" + "n".repeat(144), "x"));
        }
    }

    @Test
    void the_longest_path_is_one_of_long_names() {
        NameCipher names = new EncryptedNames(null);
        assertEquals(Integer.MAX_VALUE, names.maxPathBytes(Integer.MAX_VALUE, 255));
        assertEquals(4 * 144, names.maxPathBytes(1024, 255));
        assertEquals(4 * 144 + 1 + 1, names.maxPathBytes(1024 + 29, 255));
        assertEquals(1 + 623, names.maxPathBytes(1024, Integer.MAX_VALUE));
    }

    @Test
    void a_directory_is_moved_without_a_change_of_what_it_holds() throws IOException {
        try (Vault vault = Vault.inMemory(CryptOptions.DEFAULT)) {
            vault.fs.createDirectories("/a/b");
            vault.fs.write("/a/b/f", "abc");
            String before = storedName(vault, vault.onlyStored());
            vault.fs.move("/a", "/c");
            assertEquals(before, storedName(vault, vault.onlyStored()));
            assertEquals("abc", vault.fs.readString("/c/b/f"));
        }
    }

    @Test
    void equal_names_are_equal_in_the_storage_and_names_of_another_vault_are_not() throws IOException {
        try (Vault one = Vault.inMemory(CryptOptions.DEFAULT);
                Vault other = Vault.inMemory(CryptOptions.DEFAULT)) {
            one.fs.createDirectory("/a");
            one.fs.write("/a/a", "x");
            other.fs.createDirectory("/a");
            assertEquals(one.onlyStored().name(), storedName(one, one.onlyStored()));
            assertNotEquals(one.onlyStored(), other.onlyStored());
        }
    }

    @Test
    void a_link_is_stored_with_an_encrypted_target() throws IOException {
        try (Vault vault = Vault.inMemory(CryptOptions.DEFAULT)) {
            FsPath link = FsPath.of("/link");
            vault.fs.createSymbolicLink(link, "./some//where/../else/");
            String stored = vault.stored.readLink(vault.onlyStored());
            assertTrue(stored.matches("\\./[0-9a-v]+//[0-9a-v]+/\\.\\./[0-9a-v]+/"), stored);
            assertEquals("./some//where/../else/", vault.fs.readLink(link));
            assertEquals(22, vault.fs.lstat(link).size());
            assertEquals(vault.fs.lstat(link), vault.fs.entries("/").get(0));
        }
    }

    @Test
    void a_link_with_a_target_that_is_not_ours_is_told() throws IOException {
        try (Vault vault = Vault.inMemory(CryptOptions.DEFAULT)) {
            FsPath link = FsPath.of("/link");
            vault.fs.createSymbolicLink(link, "f");
            FsPath stored = vault.onlyStored();
            vault.stored.delete(stored);
            vault.stored.createSymbolicLink(stored, "planted");
            assertThrows(TamperedFileException.class, () -> vault.fs.readLink(link));
            assertEquals(0, vault.fs.lstat(link).size());
            vault.fs.delete(link);
        }
    }

    @Test
    void what_is_not_ours_is_hidden_told_and_not_deleted() throws IOException {
        try (Vault vault = Vault.over(new ModelBackend(), Keys.key(), CryptOptions.DEFAULT)) {
            vault.fs.createDirectories("/d/e");
            FsPath stored = vault.onlyStored();
            vault.stored.write(stored.child("planted").toString(), "x");
            vault.fs.delete("/d/e");
            assertEquals(List.of(), vault.fs.entries("/d"));
            assertEquals(List.of("planted"), vault.backend.foreignEntries(FsPath.of("/d")));
            assertEquals(List.of(), vault.backend.foreignEntries(FsPath.ROOT));
            DirectoryNotEmptyException failure =
                    assertThrows(DirectoryNotEmptyException.class, () -> vault.fs.delete("/d"));
            assertTrue(failure.getReason().contains("not stored through this encryption"), failure::getReason);
            ToldDeletion told = new ToldDeletion();
            assertThrows(
                    DirectoryNotEmptyException.class,
                    () -> vault.fs.deleteTree(FsPath.of("/d"), DeleteScope.WHOLE, told));
            assertEquals(List.of(), told.paths());
            assertEquals("x", vault.stored.readString(stored.child("planted").toString()));
        }
    }

    @Test
    void emptying_the_root_goes_on_beside_what_is_not_ours_and_keeps_the_settings() throws IOException {
        try (Vault vault = Vault.over(new ModelBackend(), Keys.key(), CryptOptions.DEFAULT)) {
            vault.fs.createDirectory("/d");
            FsPath foreign = vault.onlyStored().child("planted");
            vault.stored.write(foreign.toString(), "x");
            vault.fs.createDirectories("/e/sub");
            vault.fs.write("/f", "abc");
            vault.fs.createSymbolicLink(FsPath.of("/root"), "/");
            Set<String> told = new TreeSet<>();
            vault.fs.deleteTree(FsPath.ROOT, DeleteScope.CONTENTS, new TreeDeletion() {
                @Override
                public void deleted(FileInfo entry) {
                    told.add("deleted " + entry.path());
                }

                @Override
                public void failed(FsPath path, IOException failure) {
                    told.add("failed " + path + ": " + ErrorKind.of(failure));
                }
            });
            assertEquals(List.of("d"), names(vault, "/"));
            assertEquals(
                    Set.of("failed /d: NOT_EMPTY", "deleted /e/sub", "deleted /e", "deleted /f", "deleted /root"),
                    told);
            assertTrue(vault.stored.exists("/" + ConfigFile.NAME));
            vault.fs.createSymbolicLink(FsPath.of("/root"), "/");
            assertThrows(
                    DirectoryNotEmptyException.class,
                    () -> vault.fs.deleteTree(FsPath.of("/root"), DeleteScope.CONTENTS, new ToldDeletion()));
            vault.fs.delete("/root");
            vault.stored.delete(foreign);
            assertEquals(1, TreeDelete.empty(vault.fs, FsPath.ROOT));
            assertTrue(vault.stored.exists("/" + ConfigFile.NAME));
        }
    }

    @Test
    void a_tree_is_listed_at_once_by_its_names() throws IOException {
        try (Vault vault = Vault.over(new ModelBackend(), Keys.key(), CryptOptions.DEFAULT)) {
            vault.fs.createDirectories("/d/e/g");
            vault.fs.write("/d/e/f", "abc");
            vault.stored.createDirectory(vault.onlyStored().child("planted"));
            vault.stored.write(vault.onlyStored() + "/planted/x", "x");
            TreeSet<FsPath> paths = new TreeSet<>();
            try (var listing = vault.fs.list(FsPath.of("/d"), ListOptions.TREE)) {
                for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                    assertEquals(vault.fs.lstat(entry.path()), entry);
                    paths.add(entry.path());
                }
            }
            assertEquals(List.of(FsPath.of("/d/e"), FsPath.of("/d/e/f"), FsPath.of("/d/e/g")), List.copyOf(paths));
        }
    }

    @Test
    void plain_names_are_stored_as_they_are_but_for_that_of_the_settings() throws IOException {
        CryptOptions plain = CryptOptions.DEFAULT.withNames(NameProtection.PLAIN);
        try (Vault vault = Vault.inMemory(plain)) {
            vault.fs.write("/name", "abc");
            vault.fs.createSymbolicLink(FsPath.of("/root"), "/");
            assertEquals(56 + 3, vault.stored.stat("/name").size());
            assertEquals(List.of("name", "root"), names(vault, "/"));
            assertEquals(List.of("name", "root"), names(vault, "/root"));
            for (String path : List.of("/" + ConfigFile.NAME, "/root/" + ConfigFile.NAME, "/ANYFS-CRYPT.CONF")) {
                assertThrows(InvalidNameException.class, () -> vault.fs.openRead(path));
                assertThrows(InvalidNameException.class, () -> vault.fs.write(path, "x"));
                assertThrows(InvalidNameException.class, () -> vault.fs.delete(path));
            }
            assertThrows(
                    InvalidNameException.class,
                    () -> vault.fs.createSymbolicLink(FsPath.of("/link"), "root/" + ConfigFile.NAME));
        }
    }

    @Test
    void names_that_differ_in_case_differ_wherever_they_are_stored() throws IOException {
        try (Vault vault = Vault.over(new MemoryBackend(MemoryOptions.DEFAULT), Keys.key(), CryptOptions.DEFAULT)) {
            vault.fs.write("/name", "1");
            vault.fs.write("/NAME", "2");
            assertTrue(vault.fs.capabilities().has(Capability.CASE_SENSITIVE));
            List<FsPath> stored = vault.storedPaths();
            assertFalse(stored.get(0).name().equalsIgnoreCase(stored.get(1).name()));
        }
    }

    private static List<String> names(Vault vault, String directory) throws IOException {
        return List.copyOf(new TreeSet<>(
                vault.fs.entries(directory).stream().map(FileInfo::name).toList()));
    }

    private static String storedName(Vault vault, FsPath directory) throws IOException {
        return vault.stored.entries(directory).get(0).name();
    }
}
