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
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PuTTY's psftp and pscp. */
class PuttyTest {

    @TempDir
    Path directory;

    /** Its names are patterns, and it does not take a tree with line ends or brackets in names. */
    @Test
    void psftp_moves_trees_and_resumes_in_both_directions() throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(Storage.LOCAL, directory)) {
            Path tree = site.here.resolve("tree");
            Files.createDirectories(tree.resolve("inner/empty"));
            SampleTree.write(tree.resolve("inner/file"), new Random(1), 300_000);
            SampleTree.write(tree.resolve("with space"), new Random(2), 10);
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(3), 2_000_000);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(site.here.resolve("part"), Arrays.copyOf(bytes, 1_234_567));
            Files.write(site.here.resolve("got"), Arrays.copyOf(bytes, 765_432));

            ClientResult result = site.putty(
                            "psftp", "-b", site.home.write("commands", """
                            put -r tree
                            get -r tree back
                            put part file
                            reput file
                            reget file got
                            mkdir dir
                            mv file dir/renamed
                            chmod 640 dir/renamed
                            ls dir
                            put part gone
                            del gone
                            cd dir
                            pwd
                            """), SftpSite.USER + "@127.0.0.1")
                    .run()
                    .requireSuccess();

            String hash = TreeHashes.sha256(file);
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertEquals(hash, TreeHashes.sha256(site.files, "/dir/renamed"), result::toString);
            assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")), result::toString);
            assertEquals(0640, site.files.stat("/dir/renamed").posix().mode());
            assertTrue(
                    result.output().lines().anyMatch(line -> line.matches("-rw-r-----.* renamed")), result::toString);
            assertTrue(result.output().contains("Remote directory is /dir"), result::toString);
            assertFalse(site.files.exists("/gone"));
            site.assertNothingLeftOpen();
        }
    }

    /** By SFTP and by the old protocol. */
    @ParameterizedTest
    @ValueSource(strings = {"-sftp", "-scp"})
    void pscp_copies_both_ways_with_times(String protocol) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(Storage.MEMORY, directory)) {
            Path file = site.here.resolve("some file");
            SampleTree.write(file, new Random(3), 1_500_000);

            site.putty("pscp", protocol, "-p", "some file", "server:copy").run().requireSuccess();
            site.putty("pscp", protocol, "-p", "server:copy", "got").run().requireSuccess();

            Path got = site.here.resolve("got");
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/copy"));
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(got));
            assertEquals(
                    Files.getLastModifiedTime(file).toInstant(),
                    site.files.stat("/copy").lastModified());
            assertEquals(Files.getLastModifiedTime(file), Files.getLastModifiedTime(got));
            site.assertNothingLeftOpen();
        }
    }
}
