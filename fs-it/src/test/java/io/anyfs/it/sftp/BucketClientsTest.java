package io.anyfs.it.sftp;

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
import java.nio.file.Path;
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
    private SftpSite site;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        bucket = WiredBucket.of(S3Server.S3PROXY);
        site = SftpSite.of(
                S3FileSystem.open(bucket.options().withListing(S3Options.Listing.EXACT)),
                UploadPolicy.ATOMIC,
                directory);
    }

    @AfterEach
    void leave_nothing() throws IOException {
        site.assertNothingLeftOpen();
        assertEquals(List.of(), bucket.unfinishedUploads());
        site.close();
        bucket.close();
    }

    @Test
    void sftp_and_scp_move_trees_and_rename() throws IOException, InterruptedException {
        Path tree = SampleTree.create(site.here.resolve("tree"), 10, 6_000_000);
        site.sftp("put -rp tree\nrename tree moved\nget -r moved back\n").run().requireSuccess();
        site.scp("-O", "-p", "server:moved/big.bin", "got").run().requireSuccess();

        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/moved"));
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
        assertEquals(TreeHashes.sha256(tree.resolve("big.bin")), TreeHashes.sha256(site.here.resolve("got")));
    }

    @Test
    void paramiko_gets_the_size_that_it_has_written() throws IOException, InterruptedException {
        Path file = site.here.resolve("file");
        SampleTree.write(file, new Random(1), 12_000_000);
        site.home
                .python("paramiko", """
                        import paramiko, sys
                        transport = paramiko.Transport(('127.0.0.1', int(sys.argv[1])))
                        transport.connect(None, 'alice', sys.argv[2])
                        sftp = paramiko.SFTPClient.from_transport(transport)
                        assert sftp.put('file', 'file').st_size == 12000000
                        sftp.get('file', 'got')
                        transport.close()
                        """, site.port(), SftpSite.PASSWORD)
                .in(site.here)
                .run()
                .requireSuccess();
        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/file"));
        assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.here.resolve("got")));
    }

    @Test
    void rclone_finds_nothing_to_do_after_a_copy() throws IOException, InterruptedException {
        Path tree = SampleTree.create(site.here.resolve("tree"), 10, 6_000_000);
        site.rclone("copy", "--create-empty-src-dirs", "tree", "server:tree");
        ClientResult again = site.rclone("copy", "-v", "tree", "server:tree");
        ClientResult hashed = site.rclone("check", "-v", "tree", "server:tree");

        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
        assertTrue(again.errors().contains("There was nothing to transfer"), again::toString);
        assertTrue(hashed.errors().contains("0 differences found"), hashed::toString);
    }
}
