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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients do to a tree that is there: bring it up to date, go on with a part, change names and attributes. */
class SyncTest {

    @TempDir
    Path directory;

    private SftpSite site;
    private Path tree;

    @BeforeEach
    void upload() throws IOException, InterruptedException {
        site = SftpSite.of(Storage.LOCAL, directory);
        tree = SampleTree.create(site.here.resolve("tree"), 20, 300_000);
    }

    @AfterEach
    void leave_nothing() throws IOException {
        site.assertNothingLeftOpen();
        site.close();
    }

    @Test
    void lftp_deletes_what_is_gone() throws IOException, InterruptedException {
        site.lftp("mirror -R tree /tree").requireSuccess();
        change();
        site.lftp("mirror -R --delete tree /tree; mirror --delete /tree back").requireSuccess();
        assertTreesAreTheSame("back");
    }

    @Test
    void rclone_syncs_moves_and_purges() throws IOException, InterruptedException {
        site.rclone("sync", "--create-empty-src-dirs", "tree", "server:tree");
        change();
        site.rclone("sync", "--create-empty-src-dirs", "tree", "server:tree");
        site.rclone("sync", "--create-empty-src-dirs", "server:tree", "back");
        assertTreesAreTheSame("back");

        site.rclone("moveto", "server:tree/big.bin", "server:moved/to here");
        site.rclone("moveto", "server:tree/many", "server:many");
        ClientResult sums = site.rclone("hashsum", "--transfers", "1", "sha1", "server:moved");
        ClientResult about = site.rclone("about", "server:");
        site.rclone("touch", "--timestamp", "2001-02-03T04:05:06", "server:moved/to here");
        site.rclone("purge", "server:tree");
        assertEquals(TreeHashes.sha256(tree.resolve("big.bin")), TreeHashes.sha256(site.files, "/moved/to here"));
        assertEquals(
                "2001-02-03T04:05:06Z",
                site.files.stat("/moved/to here").lastModified().toString());
        assertTrue(sums.output().matches("[0-9a-f]{40}  to here\\R"), sums::toString);
        assertTrue(about.output().contains("Free:"), about::toString);
        assertFalse(site.files.exists("/tree"));
        TreeHashes.assertSame(TreeHashes.of(tree.resolve("many")), TreeHashes.of(site.files, "/many"));
    }

    @Test
    void curl_fetches_ranges_appends_resumes_and_sends_commands() throws IOException, InterruptedException {
        Path file = site.here.resolve("file");
        SampleTree.write(file, new Random(2), 1_500_000);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(site.here.resolve("first"), Arrays.copyOf(bytes, 1_000_000));
        Files.write(site.here.resolve("second"), Arrays.copyOfRange(bytes, 1_000_000, bytes.length));
        Files.write(site.here.resolve("resumed"), Arrays.copyOf(bytes, 999));

        site.curl("-T", "file", site.url("/file")).run().requireSuccess();
        site.curl("-r", "1000-1999", "-o", "middle", site.url("/file")).run().requireSuccess();
        site.curl("-r", "-500", "-o", "last", site.url("/file")).run().requireSuccess();
        site.curl("-C", "-", "-o", "resumed", site.url("/file")).run().requireSuccess();
        site.curl("-T", "first", site.url("/appended")).run().requireSuccess();
        site.curl("-a", "-T", "second", site.url("/appended")).run().requireSuccess();
        site.curl("-T", "first", site.url("/continued")).run().requireSuccess();
        site.curl("-C", "-", "-T", "file", site.url("/continued")).run().requireSuccess();
        site.curl("-Q", "mkdir /dir", "-Q", "rename /file /dir/file", "-Q", "chmod 640 /dir/file", site.url("/dir/"))
                .run()
                .requireSuccess();

        assertEquals(0640, site.files.stat("/dir/file").posix().mode());
        for (String stored : new String[] {"/dir/file", "/appended", "/continued"}) {
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, stored), stored);
        }
        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("resumed")));
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
    }

    @Test
    void lftp_resumes_and_sends_commands() throws IOException, InterruptedException {
        Path file = site.here.resolve("file");
        SampleTree.write(file, new Random(1), 3_000_000);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(site.here.resolve("part"), Arrays.copyOf(bytes, 1_234_567));
        Files.write(site.here.resolve("got"), Arrays.copyOf(bytes, 765_432));

        ClientResult result = site.lftp(
                        "mkdir dir; put part -o dir/file; put -c file -o dir/file; get -c dir/file -o got;"
                                + " pget -n 4 dir/file -o parallel; cd dir; mv file renamed; chmod 640 renamed; ln -s renamed link;"
                                + " cls -l; put part -o gone; rm gone; mkdir e; rmdir e; pwd")
                .requireSuccess();

        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/dir/link"));
        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("got")));
        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("parallel")));
        assertTrue(result.output().lines().anyMatch(line -> line.matches("-rw-r-----.* renamed")), result::toString);
        assertEquals(2, TreeHashes.of(site.files, "/dir").size());
    }

    @Test
    void sftp_keeps_times_and_modes_of_trees() throws IOException, InterruptedException {
        site.sftp("put -rp tree\nget -rp tree back\n").run().requireSuccess();
        assertTreesAreTheSame("back");
        for (Path back : new Path[] {directory.resolve("served/tree"), site.here.resolve("back")}) {
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("big.bin")),
                    Files.getLastModifiedTime(back.resolve("big.bin")));
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("a/b/c/d/e/f/g/h/i/j/leaf")),
                    Files.getLastModifiedTime(back.resolve("a/b/c/d/e/f/g/h/i/j/leaf")));
            assertEquals(
                    Files.getPosixFilePermissions(tree.resolve("many/0/file-1")),
                    Files.getPosixFilePermissions(back.resolve("many/0/file-1")));
        }
    }

    private void change() throws IOException {
        Files.delete(tree.resolve("empty.file"));
        Files.delete(tree.resolve("many/0/file-1"));
        Files.delete(tree.resolve("empty directory"));
        SampleTree.write(tree.resolve("many/0/file-2"), new Random(9), 12_345);
        SampleTree.write(tree.resolve("many/0/new"), new Random(8), 10);
    }

    private void assertTreesAreTheSame(String back) throws IOException {
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve(back)));
    }
}
