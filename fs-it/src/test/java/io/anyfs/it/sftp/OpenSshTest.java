package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenSshTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_tree_survives_sftp_both_ways(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));

            site.sftp("put -r tree\nget -r tree back\n").run().requireSuccess();

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_tree_survives_scp_both_ways_with_its_times_and_permissions(Storage storage)
            throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));
            Path special = tree.resolve("a/b/special");
            Files.writeString(special, "text");
            Files.setPosixFilePermissions(special, PosixFilePermissions.fromString("rwxr-x--x"));

            site.scp("-r", "-p", "tree", "server:").run().requireSuccess();
            site.scp("-r", "-p", "server:tree", "back").run().requireSuccess();

            Path back = site.here.resolve("back");
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(back));
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("big.bin")),
                    Files.getLastModifiedTime(back.resolve("big.bin")));
            assertEquals(
                    "rwxr-x--x",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve("a/b/special"))));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_tree_survives_the_old_protocol_of_scp(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));

            site.scp("-O", "-r", "-p", "tree", "server:").run().requireSuccess();
            site.scp("-O", "-r", "-p", "server:tree", "back").run().requireSuccess();
            ClientResult missing = site.scp("-O", "server:missing", "got").run().requireFailure();

            Path back = site.here.resolve("back");
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(back));
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("big.bin")).to(TimeUnit.SECONDS),
                    Files.getLastModifiedTime(back.resolve("big.bin")).to(TimeUnit.SECONDS));
            assertTrue(missing.errors().contains("/missing: No such file or directory"), missing::toString);
            site.assertNothingLeftOpen();
        }
    }

    /** OpenSSH asks for ciphers without GCM first. */
    @ParameterizedTest
    @EnumSource(Storage.class)
    void the_default_client_gets_gcm_and_one_that_is_told_to_use_ctr_gets_that(Storage storage)
            throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            ClientResult usual = site.ssh("ssh", "-v", "server", "pwd").run().requireSuccess();
            ClientResult told = site.ssh("ssh", "-v", "-c", "aes256-ctr", "server", "pwd")
                    .run()
                    .requireSuccess();

            assertTrue(usual.errors().contains("client->server cipher: aes128-gcm@openssh.com"), usual::toString);
            assertTrue(told.errors().contains("client->server cipher: aes256-ctr"), told::toString);
        }
    }

    @Test
    void transfers_survive_new_keys_after_each_mebibyte() throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(Storage.MEMORY, directory)) {
            byte[] content = new byte[64 * 1024 * 1024];
            new Random(4).nextBytes(content);
            Files.write(site.here.resolve("file"), content);
            Path batch = site.home.write("batch", "put file\nget file back\n");

            // Of the exchanges of this client the others take it a tenth of a second and more each.
            ClientResult result = site.ssh(
                            "sftp", "-v", "-oRekeyLimit=1M", "-oKexAlgorithms=curve25519-sha256", "-b", batch, "server")
                    .run()
                    .requireSuccess();

            assertArrayEquals(content, Files.readAllBytes(site.here.resolve("back")));
            long renewed = result.errors()
                    .lines()
                    .filter(line -> line.contains("SSH2_MSG_KEXINIT received"))
                    .count();
            assertTrue(renewed > 64, () -> renewed + " exchanges of keys");
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void an_interrupted_transfer_is_resumed_in_both_directions(Storage storage)
            throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(1), 3_000_000);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(site.here.resolve("part"), Arrays.copyOf(bytes, 1_234_567));

            site.sftp("put part file\nreput file\nget file got\n!truncate -s 765432 got\nreget file got\n")
                    .run()
                    .requireSuccess();

            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/file"));
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("got")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void the_commands_of_sftp_work(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Files.writeString(site.here.resolve("file"), "some text");

            ClientResult result = site.sftp("""
                    version
                    mkdir dir
                    put -p file dir/file
                    rename dir/file dir/renamed
                    put file dir/victim
                    rename dir/renamed dir/victim
                    cp dir/victim dir/copy
                    ln -s victim dir/link
                    ln dir/victim dir/name
                    chmod 640 dir/copy
                    cd dir
                    pwd
                    ls -la
                    df -h
                    get link ../here-link
                    cd ..
                    mkdir empty
                    rmdir empty
                    rm dir/copy
                    """).run().requireSuccess();

            assertTrue(result.output().contains("Remote working directory: /dir\n"), result::toString);
            assertTrue(result.output().contains("SFTP protocol version 3"), result::toString);
            assertTrue(
                    result.output().lines().anyMatch(line -> line.matches("-rw-r-----.* 9 .* copy")), result::toString);
            assertTrue(result.output().lines().anyMatch(line -> line.matches("lrwxrwxrwx.* link")), result::toString);
            assertTrue(result.output().contains("%Capacity"), result::toString);
            assertEquals("some text", site.files.readString("/dir/victim"));
            assertEquals(
                    site.files.stat("/dir/victim").fileId(),
                    site.files.stat("/dir/name").fileId());
            assertEquals("victim", site.files.readLink(FsPath.of("/dir/link")));
            assertFalse(site.files.exists("/dir/copy"));
            assertFalse(site.files.exists("/empty"));
            assertEquals("some text", Files.readString(directory.resolve("here-link")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void what_is_not_there_or_not_allowed_is_reported(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            site.files.write("/dir/file", WriteOptions.replace().creatingParents(), out -> {});

            assertError(
                    "File \"/missing\" not found", site.sftp("get missing\n").run());
            assertError("No such file", site.sftp("rm missing/x\n").run());
            assertError("Failure", site.sftp("rmdir dir\n").run());
            assertError("Failure", site.sftp("mkdir dir\n").run());
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_password_logs_in_and_a_wrong_one_does_not(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path config = site.ssh.passwordConfig(site.server.address(), SftpSite.USER, site.server.hostKeyLine());
            Path batch = site.home.write("password-batch", "pwd\n");

            site.ssh
                    .withPassword(
                            site.home.command("sftp", "-F", config, "-oBatchMode=no", "-b", batch, "server"),
                            SftpSite.PASSWORD)
                    .run()
                    .requireSuccess();
            ClientResult refused = site.ssh
                    .withPassword(
                            site.home.command("sftp", "-F", config, "-oBatchMode=no", "-b", batch, "server"), "wrong")
                    .run()
                    .requireFailure();

            assertTrue(refused.errors().contains("Permission denied"), refused::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_shell_and_a_command_end_at_once_in_words(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            for (Object[] request : new Object[][] {{"server", "id", "-u"}, {"server"}}) {
                ClientResult result = site.ssh("ssh", request).run();
                assertEquals(127, result.exitCode(), result::toString);
                assertTrue(result.errors().contains("files only"), result::toString);
            }
        }
    }

    private static void assertError(String message, ClientResult result) {
        result.requireFailure();
        assertTrue((result.errors() + result.output()).contains(message), result::toString);
    }
}
