package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code serve --spec} refuses. Real clients are in {@code fs-it}. */
@Timeout(60)
class ServeSpecTest extends ServeCommandTests {

    @BeforeEach
    void directories() throws IOException {
        write("tree.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {alice: {password: 'file:pw'}}\n");
        write("pw", "hunter2\n");
    }

    @Test
    void what_else_says_what_is_served_is_refused_beside_a_spec() {
        for (List<String> more : List.of(List.of("data"), List.of("--links", "deny"), List.of("--demo-s3"))) {
            assertTrue(serve("tree.yaml", more).failed(ExitCode.USAGE).contains("leave out"), more::toString);
        }
    }

    @Test
    void who_else_may_log_in_is_refused_beside_a_spec_that_says_so() {
        for (List<String> more : List.of(
                List.of("--user", "bob"), List.of("--password-file", "pw"), List.of("--authorized-keys", "keys"))) {
            String line = serve("tree.yaml", more).failed(ExitCode.USAGE);
            assertTrue(line.contains("tree.yaml says who may log in"), line);
        }
    }

    @Test
    void a_missing_spec_and_one_with_mistakes_are_refused() throws IOException {
        serve("none.yaml", List.of()).failed(ExitCode.NOT_FOUND);
        write("bad.yaml", "anyfs: 1\nroot: {mount: {/: 'locl:/a', /b: 'locl:/c'}}\n");
        String line = serve("bad.yaml", List.of()).failed(ExitCode.USAGE);
        assertTrue(line.contains("bad.yaml:2:"), line);
        assertTrue(line.contains("and 1 more: anyfs spec check "), line);
    }

    @Test
    void users_without_a_way_in_are_refused() throws IOException {
        write("closed.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {alice: {root: 'mem:'}}\n");
        assertTrue(serve("closed.yaml", List.of()).failed(ExitCode.USAGE).contains("needs a password, keys or both"));
    }

    @Test
    void users_with_keys_only_are_refused_where_only_ftp_is_served() throws IOException {
        write("keys.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {alice: {keys: keys}}\n");
        write("keys", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJDydkBuQfV8WQKo7dexEUkucIJMbHxxbGGpocnjvXv8 alice\n");
        String line = shell.run("serve", "--spec", "keys.yaml", "--ftp", "0").failed(ExitCode.USAGE);
        assertTrue(line.contains("alice has keys only"), line);
    }

    @Test
    void names_that_no_client_can_say_are_refused() throws IOException {
        write("name.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {'a:b': {password: 'file:pw'}}\n");
        assertTrue(serve("name.yaml", List.of()).failed(ExitCode.USAGE).contains("is no user name"));
    }

    @Test
    void a_missing_password_or_key_file_is_refused_by_its_name() throws IOException {
        write("gone.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {alice: {password: 'file:gone'}}\n");
        String line = serve("gone.yaml", List.of()).failed(ExitCode.NOT_FOUND);
        assertTrue(line.contains(directory.resolve("gone").toString()), line);
        write("env.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {alice: {password: 'env:ANYFS_TEST_NOT_SET'}}\n");
        line = serve("env.yaml", List.of()).failed(ExitCode.NOT_FOUND);
        assertTrue(line.contains("the password of alice") && line.contains("ANYFS_TEST_NOT_SET"), line);
        write("nokeys.yaml", "anyfs: 1\nroot: 'mem:'\nusers: {alice: {keys: gone}}\n");
        serve("nokeys.yaml", List.of()).failed(ExitCode.NOT_FOUND);
    }

    @Test
    void a_storage_that_cannot_be_opened_is_refused() throws IOException {
        write("storage.yaml", "anyfs: 1\nroot: local:" + directory + "/gone\nusers: {alice: {password: 'file:pw'}}\n");
        serve("storage.yaml", List.of()).failed(ExitCode.NOT_FOUND);
    }

    @Test
    void a_password_file_in_what_is_served_is_refused() throws IOException {
        write("data/pw", "hunter2\n");
        write("inside.yaml", """
                anyfs: 1
                root: {mount: {/: 'mem:', /d: {url: 'local:%s', wrap: readonly}}}
                users: {alice: {password: 'file:data/pw'}}
                """.formatted(directory.resolve("data")));
        requireServed("inside.yaml", "data/pw");
    }

    @Test
    void the_key_of_a_vault_in_what_is_served_is_refused() throws IOException {
        write("data/key", "secret");
        write("vault.yaml", """
                anyfs: 1
                root:
                  mount:
                    /d: local:%1$s
                    /vault: {url: 'mem:', wrap: {crypt: {key: 'file:data/key'}}}
                users: {alice: {password: 'file:pw'}}
                """.formatted(directory.resolve("data")));
        requireServed("vault.yaml", "data/key");
        write("chain.yaml", """
                anyfs: 1
                root: {mount: {/d: 'local:%1$s', /v: 'crypt+mem:?crypt.key=file:%1$s/key'}}
                users: {alice: {password: 'file:pw'}}
                """.formatted(directory.resolve("data")));
        requireServed("chain.yaml", "data/key");
    }

    @Test
    void a_spec_in_what_is_served_even_to_one_user_is_refused() throws IOException {
        write("data/tree.yaml", """
                anyfs: 1
                root: 'mem:'
                users: {alice: {password: 'file:../pw', root: 'readonly+local:%s'}}
                """.formatted(directory.resolve("data")));
        requireServed("data/tree.yaml", "data/tree.yaml");
    }

    @Test
    void what_a_nested_spec_serves_is_looked_into() throws IOException {
        Files.createDirectory(directory.resolve("specs"));
        write("data/pw", "hunter2\n");
        write("specs/inner.yaml", "anyfs: 1\nroot: {mount: {/d: 'readonly+local:../data'}}\n");
        for (String url : List.of("spec:specs/inner.yaml!/d", "readonly+spec:specs/inner.yaml!/d")) {
            write("outer.yaml", """
                    anyfs: 1
                    root: {mount: {/: 'mem:', /x: {url: '%s', wrap: readonly}}}
                    users: {alice: {password: 'file:data/pw'}}
                    """.formatted(url));
            requireServed("outer.yaml", "data/pw");
        }
    }

    @Test
    void specs_that_are_nested_or_included_and_their_secrets_are_not_served_themselves() throws IOException {
        write("data/key", "secret");
        write("vault.yaml", "anyfs: 1\nroot: 'crypt+mem:?crypt.key=file:data/key'\n");
        write("outer.yaml", """
                anyfs: 1
                root: {mount: {/v: 'spec:vault.yaml', /d: 'local:data'}}
                users: {alice: {password: 'file:pw'}}
                """);
        requireServed("outer.yaml", "data/key");
        write("data/more.yaml", "anyfs: 1\ndefine: {d: 'local:.'}\n");
        write("including.yaml", """
                anyfs: 1
                include: data/more.yaml
                root: {use: d}
                users: {alice: {password: 'file:pw'}}
                """);
        requireServed("including.yaml", "data/more.yaml");
    }

    @Test
    void specs_that_serve_each_other_are_looked_into_once() throws IOException {
        write("data/pw", "hunter2\n");
        write("a.yaml", """
                anyfs: 1
                root: {mount: {/b: 'spec:b.yaml'}}
                users: {alice: {password: 'file:data/pw'}}
                """);
        write("b.yaml", "anyfs: 1\nroot: {mount: {/a: 'spec:a.yaml', /d: 'local:data'}}\n");
        requireServed("a.yaml", "data/pw");
    }

    @Test
    void a_url_of_a_spec_or_with_a_key_is_looked_into_too() throws IOException {
        write("data/key", "secret");
        write("plain.yaml", "anyfs: 1\nroot: {mount: {/d: 'local:data'}}\n");
        String key = directory.resolve("data/key").toString();
        for (String url : List.of(
                "readonly+spec:" + directory + "/plain.yaml",
                "crypt+local:" + directory + "/data?crypt.key=file:" + key)) {
            String line =
                    shell.run("serve", url, "--sftp", "0", "--host-key", key).failed(ExitCode.USAGE);
            assertTrue(line.contains(key + " would be served"), line);
        }
    }

    @Test
    void a_policy_of_links_in_the_url_is_not_overridden() {
        String line = shell.run("serve", "local:data?links=deny", "--sftp", "0", "--links", "follow")
                .failed(ExitCode.USAGE);
        assertTrue(line.contains("leave out --links"), line);
    }

    private void requireServed(String spec, String secret) {
        String line = serve(spec, List.of()).failed(ExitCode.USAGE);
        assertTrue(line.contains(directory.resolve(secret) + " would be served"), line);
    }

    private Shell.Result serve(String spec, List<String> more) {
        List<String> words = new ArrayList<>(List.of("serve", "--spec", spec, "--sftp", "0"));
        words.addAll(more);
        Shell.Result result = shell.run(words.toArray(String[]::new));
        assertFalse((result.out() + result.err()).contains("hunter2"), result::toString);
        return result;
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
