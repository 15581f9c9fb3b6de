package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** curl, lftp, rclone and PuTTY. */
class OtherClientsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void curl_uploads_downloads_and_resumes(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(2), 2_500_000);

            curl(site, "-T", "file", url(site, "/new/directory/file"), "--ftp-create-dirs")
                    .run()
                    .requireSuccess();
            curl(site, "-o", "got", url(site, "/new/directory/file")).run().requireSuccess();
            curl(site, "-r", "1000000-", "-o", "tail", url(site, "/new/directory/file"))
                    .run()
                    .requireSuccess();
            ClientResult listing =
                    curl(site, url(site, "/new/directory/")).run().requireSuccess();
            ClientResult missing = curl(site, url(site, "/missing")).run();

            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/new/directory/file"));
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("got")));
            assertEquals(1_500_000, Files.size(site.here.resolve("tail")));
            assertTrue(listing.output().contains("2500000"), listing::toString);
            assertEquals(78, missing.exitCode(), missing::toString);
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void lftp_mirrors_a_tree_both_ways_and_then_finds_nothing_to_do(Storage storage)
            throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));

            lftp(site, "mirror -R tree /tree; mirror /tree back").requireSuccess();
            ClientResult again =
                    lftp(site, "mirror -R -v tree /tree; mirror -v /tree back").requireSuccess();

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertTrue(!again.output().contains("Transferring"), again::toString);
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void rclone_copies_a_tree_both_ways_and_finds_no_difference(Storage storage)
            throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));

            rclone(site, "copy", "--create-empty-src-dirs", "tree", "server:tree");
            rclone(site, "check", "--download", "tree", "server:tree");
            ClientResult hashed = rclone(site, "check", "-v", "tree", "server:tree");
            ClientResult sums = rclone(site, "hashsum", "md5", "server:tree");
            rclone(site, "copy", "--create-empty-src-dirs", "server:tree", "back");
            ClientResult again = rclone(site, "copy", "-v", "tree", "server:tree");

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertTrue(hashed.errors().contains("0 differences found"), hashed::toString);
            assertFalse(hashed.errors().contains("hashes could not be checked"), hashed::toString);
            assertTrue(sums.output().lines().allMatch(line -> line.matches("[0-9a-f]{32}  .+")), sums::toString);
            assertTrue(again.errors().contains("There was nothing to transfer"), again::toString);
            site.assertNothingLeftOpen();
        }
    }

    /** PuTTY's copy, by SFTP and by the old protocol. */
    @ParameterizedTest
    @ValueSource(strings = {"-sftp", "-scp"})
    void pscp_copies_both_ways(String protocol) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(Storage.MEMORY, directory)) {
            Path file = site.here.resolve("some file");
            SampleTree.write(file, new Random(3), 1_500_000);

            pscp(site, protocol, "-p", "some file", "server:copy").requireSuccess();
            pscp(site, protocol, "server:copy", "got").requireSuccess();

            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/copy"));
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("got")));
            site.assertNothingLeftOpen();
        }
    }

    private static ClientResult pscp(SftpSite site, String protocol, Object... arguments)
            throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of(
                protocol,
                "-batch",
                "-P",
                site.port(),
                "-pw",
                SftpSite.PASSWORD,
                "-hostkey",
                site.server.fingerprint()));
        for (Object argument : arguments) {
            words.add(argument.toString().replace("server:", SftpSite.USER + "@127.0.0.1:"));
        }
        return site.home.command("pscp", words.toArray()).in(site.here).run();
    }

    private static ClientCommand curl(SftpSite site, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(
                "-sS",
                "--hostpubsha256",
                site.server.fingerprint().substring("SHA256:".length()),
                "-u",
                SftpSite.USER + ":" + SftpSite.PASSWORD));
        words.addAll(List.of(arguments));
        return site.home.command("curl", words.toArray()).in(site.here);
    }

    private static String url(SftpSite site, String path) {
        return "sftp://127.0.0.1:" + site.port() + path;
    }

    private static ClientResult lftp(SftpSite site, String commands) throws IOException, InterruptedException {
        String script = "set cmd:fail-exit yes; set net:max-retries 1; set xfer:log no;"
                + " set sftp:connect-program \"ssh -a -x -F " + site.config() + "\";"
                + " open sftp://" + SftpSite.USER + ":@server; " + commands;
        return site.home.command("lftp", "--norc", "-c", script).in(site.here).run();
    }

    /** Configured by the environment alone: there is no configuration file. */
    private static ClientResult rclone(SftpSite site, Object... arguments) throws IOException, InterruptedException {
        return site.home
                .command("rclone", arguments)
                .with("RCLONE_CONFIG", "")
                .with("RCLONE_CONFIG_SERVER_TYPE", "sftp")
                .with("RCLONE_CONFIG_SERVER_HOST", "127.0.0.1")
                .with("RCLONE_CONFIG_SERVER_PORT", site.port())
                .with("RCLONE_CONFIG_SERVER_USER", SftpSite.USER)
                .with("RCLONE_CONFIG_SERVER_KEY_FILE", site.ssh.privateKey())
                .with("RCLONE_CONFIG_SERVER_KNOWN_HOSTS_FILE", site.ssh.knownHosts(site.server.hostKeyLine()))
                .in(site.here)
                .run()
                .requireSuccess();
    }
}
