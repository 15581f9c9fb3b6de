package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** curl, lftp and rclone. */
class RealClientsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void curl_uploads_downloads_lists_appends_and_resumes(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(2), 2_500_000);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(site.here.resolve("first"), Arrays.copyOf(bytes, 1_000_000));
            Files.write(site.here.resolve("second"), Arrays.copyOfRange(bytes, 1_000_000, bytes.length));
            String target = site.url("/new/directory/file");

            site.curl("--ftp-create-dirs", "-T", "file", target).run().requireSuccess();
            site.curl("-o", "got", target).run().requireSuccess();
            site.curl("-r", "1000000-", "-o", "tail", target).run().requireSuccess();
            Files.write(site.here.resolve("resumed"), Arrays.copyOf(bytes, 999));
            site.curl("-C", "-", "-o", "resumed", target).run().requireSuccess();
            site.curl("-T", "first", site.url("/appended")).run().requireSuccess();
            site.curl("-a", "-T", "second", site.url("/appended")).run().requireSuccess();
            site.curl("-T", "first", site.url("/continued")).run().requireSuccess();
            site.curl("-C", "-", "-T", "file", site.url("/continued")).run().requireSuccess();
            site.curl("-P", "-", "-o", "active", target).run().requireSuccess();
            ClientResult listing = site.curl(site.url("/new/directory/")).run().requireSuccess();
            ClientResult missing = site.curl(site.url("/missing")).run();
            ClientResult refused = site.home
                    .command("curl", "-sS", "-u", "alice:wrong", target)
                    .run();

            String hash = TreeHashes.sha256(file);
            for (String stored : new String[] {"/new/directory/file", "/appended", "/continued"}) {
                assertEquals(hash, TreeHashes.sha256(site.files, stored), stored);
            }
            for (String got : new String[] {"got", "resumed", "active"}) {
                assertEquals(hash, TreeHashes.sha256(site.here.resolve(got)), got);
            }
            assertEquals(TreeHashes.sha256(site.here.resolve("second")), TreeHashes.sha256(site.here.resolve("tail")));
            assertTrue(listing.output().matches("(?s)-rw.* 2500000 .* file\\R"), listing::toString);
            assertEquals(78, missing.exitCode(), missing::toString);
            assertEquals(67, refused.exitCode(), refused::toString);
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void lftp_mirrors_a_tree_both_ways_and_then_finds_nothing_to_do(Storage storage)
            throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));

            site.lftp("mirror -R tree /tree; mirror /tree back").run().requireSuccess();
            ClientResult again = site.lftp("mirror -R -v tree /tree; mirror -v /tree back")
                    .run()
                    .requireSuccess();

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("big.bin")).toInstant(),
                    site.files.stat("/tree/big.bin").lastModified());
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("big.bin")),
                    Files.getLastModifiedTime(site.here.resolve("back/big.bin")));
            assertTrue(!again.output().contains("Transferring"), again::toString);
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void lftp_resumes_in_both_directions_and_announces_sizes(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(1), 3_000_000);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(site.here.resolve("part"), Arrays.copyOf(bytes, 1_234_567));
            Files.write(site.here.resolve("got"), Arrays.copyOf(bytes, 765_432));

            for (String allo : new String[] {"no", "yes"}) {
                site.lftp("set ftp:use-allo " + allo + "; put part -o " + allo + "; put -c file -o " + allo)
                        .run()
                        .requireSuccess();
                assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/" + allo));
            }
            site.lftp("get -c no -o got").run().requireSuccess();

            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("got")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void the_commands_of_lftp_work(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory)) {
            Files.writeString(site.here.resolve("file"), "some text");

            ClientResult result = site.lftp("mkdir -p a/b; cd a/b; put file; mv file renamed; chmod 640 renamed;"
                            + " cls -l; ls; nlist; cat renamed; pwd; put file -o gone; rm gone; cd /; mkdir e; rmdir e")
                    .run()
                    .requireSuccess();

            assertEquals("some text", site.files.readString("/a/b/renamed"));
            assertEquals(0640, site.files.stat("/a/b/renamed").posix().mode());
            assertTrue(result.output().contains("some text"), result::toString);
            assertTrue(
                    result.output().lines().anyMatch(line -> line.matches("-rw-r-----.* 9 .* renamed")),
                    result::toString);
            assertEquals(3, TreeHashes.of(site.files, "/").size());
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void rclone_copies_a_tree_both_ways_and_finds_no_difference(Storage storage)
            throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(storage, directory)) {
            Path tree = storage.fill(site.here.resolve("tree"));

            site.rclone("copy", "--create-empty-src-dirs", "tree", "server:tree");
            site.rclone("check", "--download", "tree", "server:tree");
            site.rclone("copy", "--create-empty-src-dirs", "server:tree", "back");
            ClientResult again = site.rclone("copy", "-v", "tree", "server:tree");

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertTrue(again.errors().contains("There was nothing to transfer"), again::toString);
            site.assertNothingLeftOpen();
        }
    }
}
