package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.ExitCode;
import io.anyfs.expose.users.UserEntry;
import io.anyfs.expose.users.UsersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs user}, and what {@code serve --users} refuses. Real clients are in {@code fs-it}. */
@Timeout(120)
class UserCommandsTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJDydkBuQfV8WQKo7dexEUkucIJMbHxxbGGpocnjvXv8 alice@laptop\n";

    @TempDir
    private Path directory;

    private Shell shell;

    @BeforeEach
    void files() throws IOException {
        shell = new Shell(directory);
        Files.writeString(directory.resolve("alice.pub"), KEY);
        Files.createDirectory(directory.resolve("data"));
    }

    @Test
    void a_user_with_a_key_needs_no_password() throws IOException {
        user("add", "alice", "--key", "alice.pub", "--home", "/homes/{user}", "--quota", "1MiB", "--network", "::1")
                .succeeded();
        UserEntry alice = read().users().get("alice");
        assertEquals(0, alice.passwords().size());
        assertEquals(1, alice.keys().size());
        assertEquals("/homes/alice", alice.profile().home());
        assertEquals(1 << 20, alice.profile().quota().bytes());
    }

    @Test
    void a_password_is_read_or_made_up_and_never_kept() throws IOException {
        shell.input("hunter2\n");
        user("add", "alice", "--password-file", "-", "--read-only").succeeded();
        assertTrue(read().users().get("alice").passwords().get(0).matches("hunter2"));
        String out = user("add", "bob", "--generate").succeeded().out();
        String made = out.lines().findFirst().orElseThrow().replace("Password of bob: ", "");
        assertTrue(read().users().get("bob").passwords().get(0).matches(made), out);
        Files.writeString(directory.resolve("pw"), "better\n");
        user("passwd", "alice", "--password-file", "pw").succeeded();
        assertTrue(read().users().get("alice").passwords().get(0).matches("better"));
        String text = Files.readString(directory.resolve("users.yaml"));
        assertFalse(text.contains("hunter2") || text.contains("better") || text.contains(made), text);
    }

    @Test
    void lists_show_no_secret() throws IOException {
        user("add", "alice", "--key", "alice.pub", "--generate").succeeded();
        for (String out : new String[] {
            user("list").succeeded().out(),
            user("list", "--json").succeeded().out(),
            user("key", "list", "alice").succeeded().out()
        }) {
            assertTrue(out.contains("alice"), out);
            assertFalse(out.contains("$argon2id$") || out.contains("AAAAC3"), out);
        }
        assertEquals("argon2id", user("list", "--json").object().get("password").getAsString());
    }

    @Test
    void keys_come_and_go_and_the_last_way_in_stays() throws IOException {
        user("add", "alice", "--key", "alice.pub").succeeded();
        user("key", "rm", "alice", "alice@laptop").failed(ExitCode.USAGE);
        user("passwd", "alice", "--generate").succeeded();
        user("key", "rm", "alice", "alice@laptop").succeeded();
        user("key", "rm", "alice", "alice@laptop").failed(ExitCode.NOT_FOUND);
        user("passwd", "alice", "--none").failed(ExitCode.USAGE);
        user("key", "add", "alice", "alice.pub").succeeded();
        user("passwd", "alice", "--none").succeeded();
        assertEquals(0, read().users().get("alice").passwords().size());
    }

    @Test
    void who_is_taken_out_is_gone() throws IOException {
        user("add", "alice", "--key", "alice.pub").succeeded();
        user("rm", "alice").succeeded();
        assertEquals(0, read().users().size());
        user("rm", "alice").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void mistakes_are_told_with_a_way_out() throws IOException {
        user("list").failed(ExitCode.NOT_FOUND);
        user("add", "../x", "--generate").failed(ExitCode.USAGE);
        user("add", "alice").failed(ExitCode.USAGE);
        user("add", "alice", "--key", "gone.pub").failed(ExitCode.NOT_FOUND);
        user("add", "alice", "--key", "alice.pub", "--home", "relative").failed(ExitCode.USAGE);
        user("add", "alice", "--key", "alice.pub", "--network", "10.0.0.1/8").failed(ExitCode.USAGE);
        assertFalse(Files.exists(directory.resolve("users.yaml")));
        user("add", "alice", "--key", "alice.pub").succeeded();
        user("add", "alice", "--key", "alice.pub").failed(ExitCode.ALREADY_EXISTS);
        user("check").succeeded();
        Files.writeString(directory.resolve("users.yaml"), "anyfs-users: 1\nusers: {a: {}, b: {hom: /}}\n");
        String out = user("check").out();
        assertEquals(3, out.lines().count(), out);
        assertTrue(user("list").failed(ExitCode.USAGE).contains("and 2 more: anyfs user check"));
    }

    @Test
    void the_usual_file_is_in_the_configuration_of_the_user() throws IOException {
        shell.run("user", "add", "alice", "--key", "alice.pub").succeeded();
        assertTrue(Files.exists(directory.resolve("home/.config/anyfs/users.yaml")));
    }

    @Test
    void others_who_may_log_in_are_refused_beside_a_file_of_users() throws IOException {
        user("add", "alice", "--key", "alice.pub").succeeded();
        serve("data", "--user", "bob").failed(ExitCode.USAGE);
        Files.writeString(directory.resolve("pw"), "x\n");
        Files.writeString(
                directory.resolve("tree.yaml"), "anyfs: 1\nroot: 'mem:'\nusers: {bob: {password: 'file:pw'}}\n");
        String line = serve("--spec", "tree.yaml").failed(ExitCode.USAGE);
        assertTrue(line.contains("tree.yaml says who may log in; leave out --users"), line);
    }

    @Test
    void a_file_of_users_that_would_be_served_is_refused() throws IOException {
        shell.run("user", "add", "alice", "--key", "alice.pub", "--users", "data/users.yaml")
                .succeeded();
        String line = shell.run("serve", "data", "--users", "data/users.yaml", "--sftp", "0")
                .failed(ExitCode.USAGE);
        assertTrue(line.contains("would be served to whoever logs in"), line);
        user("add", "bob", "--key", "alice.pub", "--home", "local:" + directory).succeeded();
        line = serve("data").failed(ExitCode.USAGE);
        assertTrue(line.contains("would be served to whoever logs in"), line);
    }

    private Shell.Result user(String... words) {
        return run(words, "user", "--users", "users.yaml");
    }

    private Shell.Result serve(String... words) {
        return run(words, "serve", "--users", "users.yaml", "--sftp", "0");
    }

    /** The options go behind the words of the command. */
    private Shell.Result run(String[] words, String first, String... options) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(words));
        all.addAll(List.of(options));
        return shell.run(all.toArray(String[]::new));
    }

    private UsersFile read() throws IOException {
        return UsersFile.read(directory.resolve("users.yaml"));
    }
}
