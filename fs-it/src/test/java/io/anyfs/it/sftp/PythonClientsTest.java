package io.anyfs.it.sftp;

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
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** paramiko, which writes without waiting and asks for the size then, and asyncssh, which sends what it reads out of order. */
class PythonClientsTest {

    private static final String PARAMIKO = """
            import paramiko, sys
            connection = paramiko.SSHClient()
            connection.load_host_keys(sys.argv[2])
            connection.connect('127.0.0.1', int(sys.argv[1]), 'alice', key_filename=sys.argv[3],
                               allow_agent=False, look_for_keys=False)
            sftp = connection.open_sftp()
            # Fails if the size that the server tells afterwards is another.
            assert sftp.put('file', 'file', confirm=True).st_size == 4000001
            sftp.get('file', 'got')
            with sftp.open('file') as stored:
                assert stored.check('sha256').hex() == sys.argv[4]
                stored.seek(1000000)
                assert stored.read(100) == open('file', 'rb').read()[1000000:1000100]
                parts = stored.readv([(0, 10), (3999991, 10)])
                assert [len(part) for part in parts] == [10, 10]
            with sftp.open('new', 'wx') as new:
                new.set_pipelined(True)
                for i in range(1000):
                    new.write(b'%03d' % i)
                assert new.stat().st_size == 3000
            try:
                sftp.open('new', 'wx')
                assert False
            except IOError:
                pass
            with sftp.open('new', 'a') as new:
                new.write(b'end')
            sftp.utime('new', (981173106, 981173106))
            sftp.chmod('new', 0o640)
            sftp.truncate('new', 6)
            sftp.mkdir('dir')
            sftp.posix_rename('new', 'dir/renamed')
            sftp.symlink('renamed', 'dir/link')
            assert sftp.readlink('dir/link') == 'renamed'
            assert sorted(sftp.listdir('dir')) == ['link', 'renamed']
            assert sorted(entry.filename for entry in sftp.listdir_iter('dir')) == ['link', 'renamed']
            assert sftp.normalize('dir/..') == '/'
            try:
                sftp.stat('missing')
                assert False
            except FileNotFoundError:
                pass
            connection.close()
            """;

    private static final String ASYNCSSH = """
            import asyncio, asyncssh, random, sys

            async def use():
                async with asyncssh.connect('127.0.0.1', int(sys.argv[1]), username='alice', known_hosts=sys.argv[2],
                                            client_keys=[sys.argv[3]], agent_path=None, config=None) as connection:
                    async with connection.start_sftp_client() as sftp:
                        await sftp.put('file', 'file', preserve=True, block_size=16384, max_requests=128)
                        await sftp.get('file', 'got', preserve=True, block_size=16384, max_requests=128)
                        content = open('file', 'rb').read()
                        offsets = list(range(0, len(content), 16384))
                        random.Random(4).shuffle(offsets)
                        async with sftp.open('shuffled', 'wb') as target:
                            await asyncio.gather(*(target.write(content[at:at + 16384], at) for at in offsets))
                        async with sftp.open('shuffled', 'rb') as source:
                            parts = await asyncio.gather(*(source.read(16384, at) for at in offsets))
                        assert parts == [content[at:at + 16384] for at in offsets]
                        await sftp.put('tree', recurse=True, preserve=True)
                        await sftp.get('tree', 'back', recurse=True, preserve=True)
                        await sftp.posix_rename('shuffled', 'renamed')
                        assert (await sftp.statvfs('/')).namemax > 0
                        await sftp.setstat('renamed', asyncssh.SFTPAttrs(permissions=0o640))
                        print(sorted(await sftp.glob('r*')))

            asyncio.run(use())
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Storage.class)
    void paramiko_gets_the_size_that_it_has_written(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(1), 4_000_001);
            String hash = TreeHashes.sha256(file);

            run(site, "paramiko", PARAMIKO, hash);

            assertEquals(hash, TreeHashes.sha256(site.files, "/file"));
            assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")));
            assertEquals("000001", site.files.readString("/dir/renamed"));
            assertEquals(0640, site.files.stat("/dir/renamed").posix().mode());
            assertEquals("renamed", site.files.readLink(FsPath.of("/dir/link")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void asyncssh_writes_and_reads_blocks_in_any_order(Storage storage) throws IOException, InterruptedException {
        try (SftpSite site = SftpSite.of(storage, directory)) {
            Path file = site.here.resolve("file");
            SampleTree.write(file, new Random(1), 4_000_001);
            Path tree = SampleTree.create(site.here.resolve("tree"), 20, 500_000);
            String hash = TreeHashes.sha256(file);

            ClientResult result = run(site, "asyncssh", ASYNCSSH);

            for (String stored : new String[] {"/file", "/renamed"}) {
                assertEquals(hash, TreeHashes.sha256(site.files, stored), stored);
            }
            assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            assertEquals(modified, site.files.stat("/file").lastModified());
            assertEquals(0640, site.files.stat("/renamed").posix().mode());
            assertTrue(result.output().contains("renamed"), result::toString);
            site.assertNothingLeftOpen();
        }
    }

    private static ClientResult run(SftpSite site, String module, String script, Object... arguments)
            throws IOException, InterruptedException {
        Object[] words = new Object[arguments.length + 3];
        words[0] = site.port();
        words[1] = site.ssh.knownHosts(site.server.hostKeyLine());
        words[2] = site.ssh.privateKey();
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        return site.home.python(module, script, words).in(site.here).run().requireSuccess();
    }
}
