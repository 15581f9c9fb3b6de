package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** curl, lftp and rclone. */
class OtherClientsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void curl_uploads_downloads_and_resumes(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(2), 2_500_000);

            site.curl("-T", "file", site.url("/new/directory/file"), "--ftp-create-dirs")
                    .run()
                    .requireSuccess();
            site.curl("-o", "got", site.url("/new/directory/file")).run().requireSuccess();
            site.curl("-r", "1000000-", "-o", "tail", site.url("/new/directory/file"))
                    .run()
                    .requireSuccess();
            ClientResult listing = site.curl(site.url("/new/directory/")).run().requireSuccess();
            ClientResult missing = site.curl(site.url("/missing")).run();

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

            site.lftp("mirror -R tree /tree; mirror /tree back").requireSuccess();
            ClientResult again =
                    site.lftp("mirror -R -v tree /tree; mirror -v /tree back").requireSuccess();

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

            site.rclone("copy", "--create-empty-src-dirs", "tree", "server:tree");
            site.rclone("check", "--download", "tree", "server:tree");
            ClientResult hashed = site.rclone("check", "-v", "tree", "server:tree");
            // One at a time: rclone 1.60 asks what hashes there are while it already wants the first ones.
            ClientResult sums = site.rclone("hashsum", "--transfers", "1", "md5", "server:tree");
            site.rclone("copy", "--create-empty-src-dirs", "server:tree", "back");
            ClientResult again = site.rclone("copy", "-v", "tree", "server:tree");

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertTrue(hashed.errors().contains("0 differences found"), hashed::toString);
            assertFalse(hashed.errors().contains("hashes could not be checked"), hashed::toString);
            assertTrue(sums.output().lines().allMatch(line -> line.matches("[0-9a-f]{32}  .+")), sums::toString);
            assertTrue(again.errors().contains("There was nothing to transfer"), again::toString);
            site.assertNothingLeftOpen();
        }
    }
}
