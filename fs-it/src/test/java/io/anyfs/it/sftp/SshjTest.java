package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FsPath;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.it.wire.SshConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** sshj, which sets times and permissions after each file, and resumes by an offset instead of an append. */
class SshjTest {

    private static final int PART = 1_234_567;
    private static final int BLOCK = 32_768;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void a_tree_survives_both_ways_with_its_times_and_parts_are_resumed(Storage storage)
            throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path tree = SampleTree.create(site.here.resolve("tree"), 20, 1_000_000);
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(1), 3_000_000);
            byte[] bytes = Files.readAllBytes(file);
            try (SSHClient connection =
                            SshConnection.logIn("127.0.0.1", site.port(), SftpSite.USER, SftpSite.PASSWORD);
                    SFTPClient client = connection.newSFTPClient()) {
                client.put(tree.toString(), "/tree");
                client.get("/tree", site.here.resolve("back").toString());
                try (RemoteFile part = client.open("file", EnumSet.of(OpenMode.WRITE, OpenMode.CREAT));
                        OutputStream out = part.new RemoteFileOutputStream(0, 16)) {
                    for (int at = 0; at < PART; at += BLOCK) {
                        out.write(bytes, at, Math.min(BLOCK, PART - at));
                    }
                }
                client.put(file.toString(), "/file", PART);

                client.mkdirs("/x/y/z");
                client.rename("/file", "/x/y/z/renamed");
                client.chmod("/x/y/z/renamed", 0640);
                // sshj sends the two as the draft of the protocol has them; OpenSSH has them the other way round.
                client.symlink("renamed", "/x/y/z/link");
                assertEquals("renamed", client.readlink("/x/y/z/link"));
                assertEquals(3_000_000, client.size("/x/y/z/link"));
                assertEquals("/x/y", client.canonicalize("x/y/z/.."));
                assertNull(client.statExistence("/missing"));
                assertEquals(
                        StatusCode.NO_SUCH_FILE,
                        assertThrows(SFTPException.class, () -> client.rm("/missing"))
                                .getStatusCode());
            }

            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            assertEquals(
                    Files.getLastModifiedTime(tree.resolve("big.bin")).toInstant(),
                    site.files.stat("/tree/big.bin").lastModified());
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/x/y/z/renamed"));
            assertEquals(0640, site.files.stat("/x/y/z/renamed").posix().mode());
            assertEquals("renamed", site.files.readLink(FsPath.of("/x/y/z/link")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void the_old_protocol_of_scp_works_too(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(1), 1_000_001);
            Path got = site.here.resolve("got");
            try (SSHClient connection =
                    SshConnection.logIn("127.0.0.1", site.port(), SftpSite.USER, SftpSite.PASSWORD)) {
                connection.newSCPFileTransfer().upload(file.toString(), "/stored");
                connection.newSCPFileTransfer().download("/stored", got.toString());
            }
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(site.files, "/stored"));
            assertEquals(TreeHashes.sha256(file), TreeHashes.sha256(got));
            site.assertNothingLeftOpen();
        }
    }
}
