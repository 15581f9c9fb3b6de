package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizedKeysTest {

    @TempDir
    Path directory;

    private String key;

    @BeforeEach
    void makeKey() throws IOException {
        key = PublicKeyEntry.toString(HostKey.ephemeral().pair().getPublic());
    }

    @Test
    void comments_and_empty_lines_are_skipped() throws IOException {
        assertEquals(
                1,
                AuthorizedKeys.in(file("# comment\n\n  " + key + " somebody@somewhere  \n"))
                        .size());
        assertEquals(0, AuthorizedKeys.in(file("")).size());
    }

    @Test
    void a_line_that_is_no_key_is_named() throws IOException {
        Path file = file(key + "\nnonsense\n");
        IOException failure = assertThrows(IOException.class, () -> AuthorizedKeys.in(file));
        assertEquals(file + ", line 2: not a public key", failure.getMessage());
    }

    @Test
    void options_are_refused_because_they_would_not_be_obeyed() throws IOException {
        Path file = file("from=\"10.0.0.0/8\" " + key + "\n");
        IOException failure = assertThrows(IOException.class, () -> AuthorizedKeys.in(file));
        assertTrue(failure.getMessage().contains("options"), failure::getMessage);
    }

    @Test
    void keys_that_live_in_a_token_are_refused() throws IOException {
        Path file =
                file("sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIFnWLd7CIBnVHAdXnQpPIuFKmC"
                        + "YxJBcpKFUmPOZ5Z0czAAAABHNzaDo= token\n");
        assertThrows(IOException.class, () -> AuthorizedKeys.in(file));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("authorized_keys"), text);
    }
}
