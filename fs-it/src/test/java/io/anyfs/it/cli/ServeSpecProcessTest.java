package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.tck.subject.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code anyfs serve --spec} with two users, one of whom has a password and one a key. */
@Timeout(240)
class ServeSpecProcessTest {

    @TempDir
    private Path directory;

    private ServeSite site;

    @BeforeEach
    void spec() throws Exception {
        site = ServeSite.in(directory);
        for (String storage : List.of("alice", "bob", "archive")) {
            Files.createDirectories(directory.resolve("served").resolve(storage));
        }
        Files.writeString(directory.resolve("served/archive/old"), "old");
        Path password = Files.writeString(directory.resolve("password"), ServeSite.PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                directory.resolve("tree.yaml"), """
                anyfs: 1
                define:
                  archive: {url: 'local:%1$s/archive', wrap: readonly}
                  shared: 'mem:'
                root: 'mem:'
                users:
                  alice:
                    password: {file: password}
                    root:
                      mount:
                        /incoming: {url: 'local:%1$s/alice', wrap: [{quota: {maxBytes: 100000}}]}
                        /archive: {use: archive}
                        /tmp: {use: shared}
                  bob:
                    keys: %2$s
                    root:
                      mount:
                        /incoming: {url: 'local:%1$s/bob', wrap: [{quota: {maxBytes: 100000}}]}
                        /archive: {use: archive}
                        /tmp: {use: shared}
                """.formatted(directory.resolve("served"), site.ssh.publicKey()));
    }

    @Test
    void each_user_reaches_what_the_spec_says_and_no_more() throws Exception {
        try (RunningClient serving = site.serve("--spec", "../tree.yaml", "--sftp", "0", "--ftp", "0")) {
            site.lftp("put small -o /incoming/by-alice; put small -o /tmp/shared")
                    .requireSuccess();
            site.sftp("put small /incoming/by-bob\nget /tmp/shared got\n").requireSuccess();

            assertEquals("small", Files.readString(site.here.resolve("got")));
            assertEquals(List.of("by-alice"), site.names("alice"));
            assertEquals(List.of("by-bob"), site.names("bob"));
            site.sftp("get /incoming/by-alice\n").requireFailure();
            site.lftp("get /incoming/by-bob").requireFailure();

            ClientResult denied = site.sftp("put small /archive/new\n").requireFailure();
            assertTrue(denied.errors().contains("Permission denied"), denied::toString);
            ClientResult refused = site.lftp("put small -o /archive/new").requireFailure();
            assertTrue(refused.errors().contains("550"), refused::toString);
            assertEquals(List.of("old"), site.names("archive"));

            ClientResult result = site.end(serving);
            assertTrue(result.output().contains("alice, bob"), result::toString);
            assertFalse(
                    (result.output() + result.errors()).contains(ServeSite.PASSWORD),
                    "the password got into the output");
        }
    }

    @Test
    void what_exceeds_a_quota_is_refused_and_leaves_nothing() throws Exception {
        try (RunningClient serving = site.serve("--spec", "../tree.yaml", "--sftp", "0", "--ftp", "0")) {
            ClientResult ftp = site.lftp("put big -o /incoming/big").requireFailure();
            assertTrue(ftp.errors().contains("552"), ftp::toString);
            ClientResult sftp = site.sftp("put big /incoming/big\n").requireFailure();
            assertTrue((sftp.errors() + sftp.output()).contains("Failure"), sftp::toString);
            Eventually.holds(
                    "nothing half-written stays",
                    () -> site.names("alice").isEmpty() && site.names("bob").isEmpty());

            site.lftp("put small -o /incoming/small").requireSuccess();
            site.sftp("put small /incoming/small\n").requireSuccess();
            site.end(serving);
        }
    }
}
