package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients do to a tree that is there: bring it up to date, move it, fetch parts of it. */
class SyncTest {

    @TempDir
    Path directory;

    private FtpSite site;
    private Path tree;

    @BeforeEach
    void upload() throws IOException {
        site = FtpSite.of(Storage.LOCAL, directory);
        tree = SampleTree.create(site.here.resolve("tree"), 20, 300_000);
    }

    @AfterEach
    void leave_nothing() throws IOException, InterruptedException {
        site.assertNothingLeftOpen();
        site.close();
    }

    @Test
    void lftp_deletes_what_is_gone_and_fetches_in_parallel() throws IOException, InterruptedException {
        site.lftp("mirror -R -P 3 tree /tree").run().requireSuccess();
        change();
        site.lftp("mirror -R --delete tree /tree; mirror -P 3 --delete /tree back; pget -n 4 /tree/big.bin -o big")
                .run()
                .requireSuccess();
        assertTreesAreTheSame();
        assertEquals(TreeHashes.sha256(tree.resolve("big.bin")), TreeHashes.sha256(site.here.resolve("big")));
    }

    @Test
    void rclone_syncs_moves_and_purges() throws IOException, InterruptedException {
        site.rclone("sync", "--create-empty-src-dirs", "tree", "server:tree");
        change();
        site.rclone("sync", "--create-empty-src-dirs", "tree", "server:tree");
        site.rclone("sync", "--create-empty-src-dirs", "server:tree", "back");
        assertTreesAreTheSame();
        assertEquals(
                Files.getLastModifiedTime(tree.resolve("big.bin")).toInstant(),
                site.files.stat("/tree/big.bin").lastModified());

        site.rclone("moveto", "server:tree/big.bin", "server:moved/to here");
        site.rclone("moveto", "server:tree/many", "server:many");
        site.rclone("purge", "server:tree");
        assertEquals(TreeHashes.sha256(tree.resolve("big.bin")), TreeHashes.sha256(site.files, "/moved/to here"));
        assertFalse(site.files.exists("/tree"));
        TreeHashes.assertSame(TreeHashes.of(tree.resolve("many")), TreeHashes.of(site.files, "/many"));
    }

    @Test
    void curl_fetches_ranges_and_sends_commands() throws IOException, InterruptedException {
        Path file = tree.resolve("big.bin");
        byte[] bytes = Files.readAllBytes(file);
        site.curl("-T", file, site.url("/file")).run().requireSuccess();
        site.curl("-r", "1000-1999", "-o", "middle", site.url("/file")).run().requireSuccess();
        site.curl("-r", "-500", "-o", "last", site.url("/file")).run().requireSuccess();
        site.curl("-R", "-o", "got", site.url("/file")).run().requireSuccess();
        site.curl("-Q", "MKD dir", "-Q", "RNFR file", "-Q", "RNTO dir/file", site.url("/dir/"))
                .run()
                .requireSuccess();

        assertEquals(0, Arrays.compare(bytes, 1000, 2000, Files.readAllBytes(site.here.resolve("middle")), 0, 1000));
        assertEquals(
                0,
                Arrays.compare(
                        bytes,
                        bytes.length - 500,
                        bytes.length,
                        Files.readAllBytes(site.here.resolve("last")),
                        0,
                        500));
        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/dir/file"));
        assertEquals(
                site.files.stat("/dir/file").lastModified().getEpochSecond(),
                Files.getLastModifiedTime(site.here.resolve("got")).toInstant().getEpochSecond());
    }

    private void change() throws IOException {
        Files.delete(tree.resolve("empty.file"));
        Files.delete(tree.resolve("many/0/file-1"));
        Files.delete(tree.resolve("empty directory"));
        SampleTree.write(tree.resolve("many/0/file-2"), new Random(9), 12_345);
        SampleTree.write(tree.resolve("many/0/new"), new Random(8), 10);
    }

    private void assertTreesAreTheSame() throws IOException {
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
    }
}
