package io.anyfs.it.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.it.client.Program;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** sshfs, where the machine lets tests mount. */
class SshfsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void programs_work_on_the_mounted_storage(Storage storage) throws IOException, InterruptedException {
        assumeTrue(Program.isInstalled("sshfs") && Files.isWritable(Path.of("/dev/fuse")), "cannot mount here");
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path mount = Files.createDirectories(directory.resolve("mount"));
            Path tree = SampleTree.create(site.here.resolve("tree"), 30, 3_000_000);
            boolean mounted = site.ssh("sshfs", "server:/", mount).run().exitCode() == 0;
            assumeTrue(mounted, "cannot mount here");
            try {
                site.home.command("cp", "-r", tree, mount.resolve("tree")).run().requireSuccess();
                TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(mount.resolve("tree")));

                Path file = Files.writeString(mount.resolve("file"), "one");
                Files.writeString(file, " two", StandardOpenOption.APPEND);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(5);
                }
                Files.writeString(mount.resolve("victim"), "victim");
                Files.move(file, mount.resolve("victim"), StandardCopyOption.ATOMIC_MOVE);
                Files.createSymbolicLink(mount.resolve("link"), Path.of("victim"));

                assertEquals("one t", Files.readString(mount.resolve("link")));
                assertEquals("one t", site.files.readString("/victim"));
                assertFalse(site.files.exists("/file"));
                site.home.command("df", mount).run().requireSuccess();
            } finally {
                site.home.command("fusermount3", "-u", mount).run().requireSuccess();
            }
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            site.assertNothingLeftOpen();
        }
    }
}
