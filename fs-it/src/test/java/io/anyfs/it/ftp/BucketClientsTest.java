package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.UploadPolicy;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.it.client.WiredBucket;
import io.anyfs.s3.S3FileSystem;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real clients of a bucket, which cannot rename and changes no object. Its listings tell the times that clients have set, or
 * those that compare times would copy again.
 */
class BucketClientsTest {

    @TempDir
    Path directory;

    private WiredBucket bucket;
    private FtpSite site;

    @BeforeEach
    void serve() throws IOException {
        bucket = WiredBucket.of(S3Server.S3PROXY);
        site = FtpSite.of(
                S3FileSystem.open(bucket.options().withListing(S3Options.Listing.EXACT)),
                UploadPolicy.ATOMIC,
                directory);
    }

    @AfterEach
    void leave_nothing() throws IOException, InterruptedException {
        site.assertNothingLeftOpen();
        assertEquals(List.of(), bucket.unfinishedUploads());
        site.close();
        bucket.close();
    }

    @Test
    void curl_uploads_in_parts_appends_and_fetches_ranges() throws IOException, InterruptedException {
        Path file = site.here.resolve("file");
        SampleTree.write(file, new Random(1), 12_000_000);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(site.here.resolve("first"), Arrays.copyOf(bytes, 7_000_000));
        Files.write(site.here.resolve("second"), Arrays.copyOfRange(bytes, 7_000_000, bytes.length));
        site.curl("--ftp-create-dirs", "-T", "file", site.url("/new/file"))
                .run()
                .requireSuccess();
        site.curl("-T", "first", site.url("/appended")).run().requireSuccess();
        site.curl("-a", "-T", "second", site.url("/appended")).run().requireSuccess();
        site.curl("-o", "got", site.url("/new/file")).run().requireSuccess();
        site.curl("-r", "6000000-6000999", "-o", "middle", site.url("/new/file"))
                .run()
                .requireSuccess();

        String hash = TreeHashes.sha256(file);
        assertEquals(hash, TreeHashes.sha256(site.files, "/new/file"));
        assertEquals(hash, TreeHashes.sha256(site.files, "/appended"));
        assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")));
        assertEquals(
                0,
                Arrays.compare(bytes, 6_000_000, 6_001_000, Files.readAllBytes(site.here.resolve("middle")), 0, 1000));
    }

    @Test
    void rclone_and_lftp_find_nothing_to_do_after_a_copy() throws IOException, InterruptedException {
        Path tree = SampleTree.create(site.here.resolve("tree"), 10, 6_000_000);
        site.rclone("copy", "--create-empty-src-dirs", "tree", "server:tree");
        ClientResult again = site.rclone("copy", "-v", "tree", "server:tree");
        site.lftp("mirror /tree back").run().requireSuccess();
        ClientResult mirrored = site.lftp("mirror -v /tree back").run().requireSuccess();

        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
        assertTrue(again.errors().contains("There was nothing to transfer"), again::toString);
        assertTrue(!mirrored.output().contains("Transferring"), mirrored::toString);
    }
}
