package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are older, or a part of something else: tnftp, ncftp, wget and Python's ftplib. */
class OtherClientsTest {

    private static final String FTPLIB = """
            import ftplib, io, sys
            ftp = ftplib.FTP(timeout=60)
            ftp.connect('127.0.0.1', int(sys.argv[1]))
            ftp.login('alice', 'secret')
            print(ftp.storbinary('STOU', io.BytesIO(b'unique')))
            ftp.storlines('STOR text', io.BytesIO(b'one\\ntwo\\n'))
            lines = []
            ftp.retrlines('RETR text', lines.append)
            assert lines == ['one', 'two'], lines
            ftp.storbinary('STOR dir/a b', io.BytesIO(b'x' * 100000))
            got = io.BytesIO()
            ftp.retrbinary('RETR dir/a b', lambda part: (got.write(part), ftp.voidcmd('NOOP')), 8192)
            assert got.getvalue() == b'x' * 100000
            got = io.BytesIO()
            ftp.retrbinary('RETR dir/a b', got.write, rest=99990)
            assert got.getvalue() == b'x' * 10
            assert ftp.nlst('dir') == ['dir/a b'], ftp.nlst('dir')
            ftp.voidcmd('TYPE I')
            assert ftp.size('dir/a b') == 100000
            facts = dict(ftp.mlsd('dir'))
            assert facts['a b']['type'] == 'file' and facts['a b']['size'] == '100000', facts
            ftp.sendcmd('MFMT 20010203040506 dir/a b')
            assert ftp.sendcmd('MDTM dir/a b') == '213 20010203040506'
            ftp.rename('text', 'renamed')
            ftp.delete('renamed')
            print(ftp.sendcmd('HASH dir/a b'))
            ftp.quit()
            """;

    @TempDir
    Path directory;

    private static String authority(FtpSite site) {
        return "ftp://" + FtpSite.USER + ":" + FtpSite.PASSWORD + "@127.0.0.1:" + site.port();
    }

    @Test
    void ftplib_does_all_that_it_can() throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(Storage.LOCAL, directory)) {
            site.files.createDirectory(FsPath.of("/dir"));
            ClientResult result = site.home
                    .command("python3", "-c", FTPLIB, site.port())
                    .in(site.here)
                    .run()
                    .requireSuccess();
            assertTrue(result.output().contains("FILE: /upload."), result::toString);
            assertTrue(result.output().contains("213 SHA-256 0-99999 "), result::toString);
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void wget_fetches_a_tree() throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(Storage.LOCAL, directory)) {
            Path tree = plainTree(site.here.resolve("tree"));
            site.lftp("mirror -R tree /tree").run().requireSuccess();
            site.home
                    .command("wget", "-q", "-r", "-nH", authority(site) + "/tree/")
                    .in(Files.createDirectories(site.here.resolve("got")))
                    .run()
                    .requireSuccess();
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("got/tree")));
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void ncftp_puts_and_gets_a_tree() throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(Storage.LOCAL, directory)) {
            plainTree(site.here.resolve("tree"));
            Object[] login = {"-V", "-u", FtpSite.USER, "-p", FtpSite.PASSWORD, "-P", site.port()};
            site.home
                    .command("ncftpput", joined(login, "-R", "127.0.0.1", "/", "tree"))
                    .in(site.here)
                    .run()
                    .requireSuccess();
            site.home
                    .command("ncftpget", joined(login, "-R", "127.0.0.1", "back", "/tree"))
                    .in(Files.createDirectories(site.here.resolve("back")).getParent())
                    .run()
                    .requireSuccess();
            assertEquals(TreeHashes.of(site.here.resolve("tree")), TreeHashes.of(site.here.resolve("back/tree")));
            assertEquals(TreeHashes.of(site.here.resolve("tree")), TreeHashes.of(site.files, "/tree"));
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void tnftp_moves_several_files_by_pattern() throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.of(Storage.LOCAL, directory)) {
            for (String name : new String[] {"a.txt", "b.txt", "c.bin"}) {
                SampleTree.write(site.here.resolve(name), new Random(name.hashCode()), 10_000);
            }
            Files.createDirectories(site.here.resolve("dir/dir"));
            ClientResult result = site.home
                    .command("tnftp", "-n", "-i", "-V", "127.0.0.1", site.port())
                    .in(site.here)
                    .input("""
                            user alice secret
                            binary
                            mkdir dir
                            mput *.txt
                            put c.bin dir/c.bin
                            put a.txt dir/a.txt
                            delete a.txt
                            lcd dir
                            mget b.*
                            get dir/c.bin c.bin
                            mget dir/a*
                            ls
                            size b.txt
                            modtime b.txt
                            quit
                            """)
                    .run();
            assertEquals(
                    TreeHashes.sha256(site.here.resolve("b.txt")),
                    TreeHashes.sha256(site.here.resolve("dir/b.txt")),
                    result::toString);
            assertEquals(
                    TreeHashes.sha256(site.here.resolve("c.bin")), TreeHashes.sha256(site.here.resolve("dir/c.bin")));
            assertEquals(
                    TreeHashes.sha256(site.here.resolve("a.txt")),
                    TreeHashes.sha256(site.here.resolve("dir/dir/a.txt")),
                    "the name that NLST gave works as it is");
            assertEquals(10_000, site.files.stat("/b.txt").size());
            site.assertNothingLeftOpen();
        }
    }

    private static Path plainTree(Path tree) throws IOException {
        Path inner = Files.createDirectories(tree.resolve("inner/deep"));
        SampleTree.write(inner.resolve("file"), new Random(1), 300_000);
        SampleTree.write(tree.resolve("with space"), new Random(2), 10);
        return tree;
    }

    private static Object[] joined(Object[] first, Object... then) {
        return Stream.concat(Stream.of(first), Stream.of(then)).toArray();
    }
}
