package io.anyfs.expose.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.PathPermissions;
import io.anyfs.expose.Permission;
import io.anyfs.expose.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileEditorTest {

    private static final PasswordHash HASH = PasswordHash.parse(UsersFileTest.BCRYPT);
    private static final PublicKeyLine KEY = PublicKeyLine.parse(UsersFileTest.KEY);

    @TempDir
    private Path directory;

    @Test
    void a_file_is_created_for_its_owner_only() throws IOException {
        Path file = directory.resolve("users.yaml");
        new UsersFileEditor(file).add(user("alice"));
        new UsersFileEditor(file).add(user("bob"));
        assertEquals(Set.of("alice", "bob"), UsersFile.read(file).users().keySet());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count(), "something else was left there");
        }
    }

    @Test
    void what_else_is_in_a_file_stays_as_it_is() throws IOException {
        Path file = Files.writeString(
                directory.resolve("users.yaml"), """
                # ours
                anyfs-users: 1   # one

                users:
                    # Alice left in May
                    alice:
                        password: '%s'   # old
                        home: /a
                    # Bob stays
                    bob:
                        keys:
                            - %s
                        # nothing else

                # the end
                """.formatted(UsersFileTest.BCRYPT, UsersFileTest.KEY));
        String before = Files.readString(file);
        UsersFileEditor editor = new UsersFileEditor(file);
        editor.setPasswords("alice", List.of(PasswordHash.of("new")));
        assertTrue(UsersFile.read(file).users().get("alice").passwords().get(0).matches("new"));
        editor.setKeys("alice", List.of(KEY));
        assertEquals(List.of(KEY), UsersFile.read(file).users().get("alice").keys());
        editor.setKeys("bob", List.of());
        editor.setKeys("bob", List.of(KEY));
        editor.add(user("carol"));
        String after = Files.readString(file);
        for (String comment :
                List.of("# ours", "# one", "# Alice left", "# Bob stays", "# nothing else", "# the end")) {
            assertTrue(after.contains(comment), after);
        }
        assertTrue(after.contains("        home: /a\n"), after);
        editor.remove("carol");
        editor.remove("alice");
        assertEquals(Set.of("bob"), UsersFile.read(file).users().keySet());
        editor.remove("bob");
        assertEquals(Map.of(), UsersFile.read(file).users());
        assertTrue(before.startsWith("# ours"));
    }

    @Test
    void who_is_there_is_not_added_and_who_is_not_is_not_changed() throws IOException {
        Path file = directory.resolve("users.yaml");
        UsersFileEditor editor = new UsersFileEditor(file);
        editor.add(user("alice"));
        String before = Files.readString(file);
        assertThrows(IllegalArgumentException.class, () -> editor.add(user("alice")));
        assertThrows(IllegalArgumentException.class, () -> editor.remove("bob"));
        assertThrows(IllegalArgumentException.class, () -> editor.setPasswords("bob", List.of(HASH)));
        assertThrows(
                UsersFileException.class,
                () -> editor.add(new UserEntry("../x", List.of(HASH), List.of(), everything())));
        assertEquals(before, Files.readString(file));
    }

    @Test
    void what_is_written_in_braces_or_makes_no_sense_is_refused_and_stays() throws IOException {
        for (String text : List.of(
                "anyfs-users: 1\nusers: {alice: {keys: []}}\n", "{anyfs-users: 1, users: {}}\n", "anyfs-users: 2\n")) {
            Path file = Files.writeString(directory.resolve("users.yaml"), text);
            assertThrows(IllegalArgumentException.class, () -> new UsersFileEditor(file).add(user("bob")), text);
            assertEquals(text, Files.readString(file));
        }
    }

    @Test
    void of_several_that_change_a_file_at_once_none_is_lost() throws Exception {
        Path file = directory.resolve("users.yaml");
        CompletableFuture<?>[] all = new CompletableFuture<?>[20];
        for (int i = 0; i < all.length; i++) {
            String name = "user" + i;
            all[i] = CompletableFuture.runAsync(() -> {
                try {
                    new UsersFileEditor(file).add(user(name));
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            });
        }
        CompletableFuture.allOf(all).get();
        assertEquals(all.length, UsersFile.read(file).users().size());
    }

    @Property(tries = 200)
    void what_is_written_reads_the_same(@ForAll("files") UsersFile file) {
        assertEquals(file, UsersFile.parse(file.toYaml()));
    }

    @Property(tries = 100)
    void users_that_are_added_one_by_one_read_the_same(@ForAll("files") UsersFile file) {
        String text = UsersText.NEW;
        for (UserEntry user : file.users().values()) {
            text = new UsersText(text).add(user.name(), UserWriter.user(user));
        }
        assertEquals(file.users(), UsersFile.parse(text).users());
    }

    @Provide
    Arbitrary<UsersFile> files() {
        Arbitrary<UserProfile> profiles = Combinators.combine(
                        Arbitraries.of("/", "/a b", "/x: #y", "mem:"),
                        Arbitraries.of(true, false),
                        permissions(),
                        Arbitraries.of(Quota.NONE, new Quota(1, 0), new Quota(0, 2), new Quota(1L << 40, 3)),
                        Arbitraries.of(AccountLimits.NONE, new AccountLimits(2, 0, 3), new AccountLimits(0, 9, 0)),
                        Arbitraries.of(EnumSet.allOf(Protocol.class), EnumSet.of(Protocol.FTP)),
                        Arbitraries.of(List.<Network>of(), List.of(Network.parse("::/0"), Network.parse("1.2.3.4"))))
                .as(UserProfile::new);
        Arbitrary<UserEntry> entries = Combinators.combine(
                        Arbitraries.of("alice", "true", "1", "null", "über", "#x", "k'"),
                        Arbitraries.of(List.<PasswordHash>of(), List.of(HASH), List.of(HASH, HASH)),
                        Arbitraries.of(List.<PublicKeyLine>of(), List.of(KEY)),
                        profiles)
                .as(UserEntry::new);
        return Combinators.combine(entries.list().ofMaxSize(4), profiles.injectNull(0.5))
                .as((list, anonymous) -> {
                    Map<String, UserEntry> users = new LinkedHashMap<>();
                    list.forEach(user -> users.put(user.name(), user));
                    return new UsersFile(users, anonymous);
                });
    }

    private static Arbitrary<PathPermissions> permissions() {
        Arbitrary<Set<Permission>> verbs = Arbitraries.of(Permission.class).set();
        return Combinators.combine(verbs, verbs)
                .as((one, other) -> new PathPermissions(
                        List.of(new PathPermissions.Rule("/a*/{b,c}: #", one), new PathPermissions.Rule("/", other))));
    }

    private static UserEntry user(String name) {
        return new UserEntry(name, List.of(HASH), List.of(), everything());
    }

    private static UserProfile everything() {
        return UserProfile.EVERYTHING;
    }
}
