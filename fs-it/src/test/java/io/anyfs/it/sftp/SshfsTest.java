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

    @ParameterizedTest
    @EnumSource(Storage.class)
    void git_tar_and_sqlite_work_on_the_mounted_storage(Storage storage) throws IOException, InterruptedException {
        assumeTrue(
                Program.isInstalled("sshfs") && Program.isInstalled("git") && Files.isWritable(Path.of("/dev/fuse")),
                "cannot mount here");
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path mount = Files.createDirectories(directory.resolve("mount"));
            Path tree = SampleTree.create(site.here.resolve("tree"), 10, 1_000_000);
            assumeTrue(site.ssh("sshfs", "server:/", mount).run().exitCode() == 0, "cannot mount here");
            try {
                Path script = site.home.writeProgram("work", """
                        #!/bin/sh
                        set -e
                        cd "$1"
                        git init -q repository
                        cd repository
                        git config user.email alice@example.org
                        git config user.name alice
                        cp -r ../../here/tree/many .
                        git add .
                        git commit -qm first
                        git rm -qr many/0/file-1
                        git commit -qm second
                        git fsck --strict
                        git clone -q . ../../cloned
                        cd ..
                        tar -C ../here -cf archive.tar tree
                        mkdir unpacked
                        tar -C unpacked -xf archive.tar
                        df . | tail -n 1
                        """);
                site.home.command("sh", script, mount).run().requireSuccess();
                site.home
                        .python("sqlite3", """
                                import sqlite3, sys
                                database = sqlite3.connect(sys.argv[1])
                                with database:
                                    database.execute('create table t (a integer primary key, b text)')
                                with database:
                                    database.executemany('insert into t (b) values (?)', [('x' * 100,)] * 2000)
                                with database:
                                    database.execute('delete from t where a % 2 = 0')
                                database.execute('vacuum')
                                database.close()
                                database = sqlite3.connect(sys.argv[1])
                                assert database.execute('pragma integrity_check').fetchone() == ('ok',)
                                assert database.execute('select count(*) from t').fetchone() == (1000,)
                                """, mount.resolve("database"))
                        .run()
                        .requireSuccess();
            } finally {
                site.home.command("fusermount3", "-u", mount).run().requireSuccess();
            }
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/unpacked/tree"));
            assertEquals(
                    TreeHashes.sha256(tree.resolve("many/0/file-2")),
                    TreeHashes.sha256(directory.resolve("cloned/many/0/file-2")));
            assertFalse(Files.exists(directory.resolve("cloned/many/0/file-1")));
            site.assertNothingLeftOpen();
        }
    }
}
