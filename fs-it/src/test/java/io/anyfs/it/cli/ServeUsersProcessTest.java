package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs serve --users} with two users, one of whom has a password and one a key. */
@Timeout(240)
class ServeUsersProcessTest {

    @TempDir
    private Path directory;

    private ServeSite site;

    @BeforeEach
    void users() throws Exception {
        site = ServeSite.in(directory);
        Files.createDirectories(directory.resolve("served/pub"));
        Files.writeString(site.here.resolve("password"), ServeSite.PASSWORD + "\n");
        site.user("add", "alice", "--password-file", "password", "--home", "/homes/{user}", "--quota", "100000");
        site.user("add", "bob", "--key", site.ssh.publicKey(), "--home", "/homes/{user}");
        Path file = directory.resolve("users.yaml");
        Files.writeString(file, Files.readString(file) + """
                    permissions:
                      /in: [create]
                      /out: [list, read]
                anonymous:
                  home: /pub
                """);
        for (String name : List.of("in", "out", "private")) {
            Files.createDirectories(directory.resolve("served/homes/bob").resolve(name));
            Files.writeString(
                    directory.resolve("served/homes/bob").resolve(name).resolve("old"), "old");
        }
    }

    @Test
    void each_user_has_a_home_and_no_more_than_is_permitted() throws Exception {
        try (RunningClient serving = site.serve("../served", "--users", "../users.yaml", "--sftp", "0", "--ftp", "0")) {
            site.lftp("put small -o /mine").requireSuccess();
            assertEquals(List.of("mine"), site.names("homes/alice"));
            ClientResult full = site.lftp("put big -o /big").requireFailure();
            assertTrue(full.errors().contains("552"), full::toString);

            site.sftp("put small /in/new\nget /out/old got\n").requireSuccess();
            assertEquals("old", Files.readString(site.here.resolve("got")));
            assertEquals(List.of("new", "old"), site.names("homes/bob/in"));
            ClientResult listed = site.sftp("ls -1 /\n").requireSuccess();
            assertFalse(listed.output().contains("private"), listed::toString);
            for (String refused : List.of(
                    "get /in/old\n",
                    "put small /in/old\n",
                    "put small /out/new\n",
                    "rm /out/old\n",
                    "ls /private\n",
                    "get /private/old\n",
                    "rename /out/old /in/x\n",
                    "put small /new\n")) {
                site.sftp(refused).requireFailure();
            }
            assertEquals(List.of("old"), site.names("homes/bob/out"));
            assertEquals("old", Files.readString(directory.resolve("served/homes/bob/in/old")));

            site.user("rm", "alice");
            site.lftp("ls /").requireFailure();
            assertFalse(site.end(serving).output().contains(ServeSite.PASSWORD), "the password got into the output");
        }
    }
}
