package io.anyfs.it.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.ftp.FtpServerBuilder;
import io.anyfs.expose.ftp.tls.SessionResumption;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.SampleTree;
import io.anyfs.it.client.Storage;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import net.schmizz.sshj.SSHClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients over TLS: OpenSSL's (curl, Python, openssl), GnuTLS's (lftp) and Go's (rclone). */
class FtpsClientsTest {

    private static final int SIZE = 3_000_001;

    @TempDir
    Path directory;

    private static FtpServerBuilder explicit(FtpServerBuilder builder, TlsSettings tls) {
        return builder.tls(tls.withClearRefused());
    }

    /** Every data connection has to resume the session of its control connection. */
    private static FtpServerBuilder resuming(FtpServerBuilder builder, TlsSettings tls) {
        return builder.tls(tls.withClearRefused().withResumption(SessionResumption.REQUIRED));
    }

    private String file(FtpSite site) throws IOException {
        Path file = site.here.resolve("file");
        SampleTree.write(file, new Random(5), SIZE);
        return TreeHashes.sha256(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3"})
    void curl_moves_files_and_resumes_sessions_that_it_has_to_resume(String version)
            throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.protectedBy(Storage.MEMORY, directory, FtpsClientsTest::resuming)) {
            String hash = file(site);
            Path authority = directory.resolve(FtpSite.CERTIFICATE);
            Object[] up = {
                "--ssl-reqd",
                "--tlsv" + version,
                "--tls-max",
                version,
                "--cacert",
                authority,
                "-T",
                "file",
                site.url("/a"),
                "-T",
                "file",
                site.url("/b")
            };
            Object[] down = {
                "--ssl-reqd",
                "--tlsv" + version,
                "--tls-max",
                version,
                "--cacert",
                authority,
                "-o",
                "a",
                site.url("/a"),
                "-o",
                "b",
                site.url("/b")
            };
            site.curl(up).run().requireSuccess();
            site.curl(down).run().requireSuccess();
            for (String name : new String[] {"a", "b"}) {
                assertEquals(hash, TreeHashes.sha256(site.files, "/" + name));
                assertEquals(hash, TreeHashes.sha256(site.here.resolve(name)));
            }
            ClientResult clear = site.curl(site.url("/a")).run();
            assertNotEquals(0, clear.exitCode(), clear::toString);
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void curl_speaks_implicit_TLS() throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.protectedBy(Storage.MEMORY, directory, FtpServerBuilder::implicitTls)) {
            String hash = file(site);
            Path authority = directory.resolve(FtpSite.CERTIFICATE);
            String url = site.url("/file").replace("ftp://", "ftps://");
            site.curl("--cacert", authority, "-T", "file", url).run().requireSuccess();
            site.curl("--cacert", authority, "-o", "got", url).run().requireSuccess();
            assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")));
            site.assertNothingLeftOpen();
        }
    }

    /** The libraries of SSH register a provider of cryptography, which is not to get between TLS and its key. */
    @Test
    void curl_speaks_TLS_to_a_process_that_serves_SFTP_too() throws IOException, InterruptedException {
        try (FileSystem other = MemoryFileSystem.create();
                SftpServer sftp = SftpServer.builder(other)
                        .user("alice", "secret")
                        .port(0)
                        .start();
                SSHClient connection =
                        SshConnection.logIn("127.0.0.1", sftp.address().getPort(), "alice", "secret");
                FtpSite site = FtpSite.protectedBy(Storage.MEMORY, directory, FtpServerBuilder::implicitTls)) {
            assertTrue(connection.isAuthenticated());
            String hash = file(site);
            String url = site.url("/file").replace("ftp://", "ftps://");
            site.curl("--cacert", directory.resolve(FtpSite.CERTIFICATE), "-T", "file", url)
                    .run()
                    .requireSuccess();
            assertEquals(hash, TreeHashes.sha256(site.files, "/file"));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void lftp_mirrors_a_tree_both_ways_over_resumed_sessions(Storage storage) throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.protectedBy(storage, directory, FtpsClientsTest::resuming)) {
            Path tree = storage.fill(site.here.resolve("tree"));
            site.lftp("set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ssl:check-hostname no; set ssl:ca-file "
                            + directory.resolve(FtpSite.CERTIFICATE) + "; mirror -R tree /tree; mirror /tree back")
                    .run()
                    .requireSuccess();
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.files, "/tree"));
            TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(site.here.resolve("back")));
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @CsvSource({"explicit", "implicit"})
    void rclone_ends_its_uploads_by_a_close_notify_that_arrives(String way) throws IOException, InterruptedException {
        boolean implicit = way.equals("implicit");
        try (FtpSite site = FtpSite.protectedBy(
                Storage.MEMORY, directory, implicit ? FtpServerBuilder::implicitTls : FtpsClientsTest::explicit)) {
            String hash = file(site);
            String obscured = site.home
                    .command("rclone", "obscure", FtpSite.PASSWORD)
                    .with("RCLONE_CONFIG", "")
                    .run()
                    .requireSuccess()
                    .output()
                    .strip();
            for (String[] copy : new String[][] {{"file", "server:file"}, {"server:file", "got"}}) {
                site.home
                        .command("rclone", "--retries", "1", "copyto", copy[0], copy[1])
                        .with("RCLONE_CONFIG", "")
                        .with("RCLONE_CONFIG_SERVER_TYPE", "ftp")
                        .with("RCLONE_CONFIG_SERVER_HOST", "127.0.0.1")
                        .with("RCLONE_CONFIG_SERVER_PORT", site.port())
                        .with("RCLONE_CONFIG_SERVER_USER", FtpSite.USER)
                        .with("RCLONE_CONFIG_SERVER_PASS", obscured)
                        .with(implicit ? "RCLONE_CONFIG_SERVER_TLS" : "RCLONE_CONFIG_SERVER_EXPLICIT_TLS", "true")
                        .with("RCLONE_CONFIG_SERVER_NO_CHECK_CERTIFICATE", "true")
                        .in(site.here)
                        .run()
                        .requireSuccess();
            }
            assertEquals(hash, TreeHashes.sha256(site.files, "/file"));
            assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")));
            site.assertNothingLeftOpen();
        }
    }

    @Test
    void pythons_ftplib_moves_files_and_cannot_resume_sessions() throws IOException, InterruptedException {
        String script = """
                import ftplib, ssl, sys
                ftp = ftplib.FTP_TLS(context=ssl.create_default_context(cafile=sys.argv[2]))
                ftp.connect('localhost', int(sys.argv[1]))
                ftp.login('alice', 'secret')
                ftp.prot_p()
                with open('file', 'rb') as source:
                    ftp.storbinary('STOR file', source)
                with open('got', 'wb') as target:
                    ftp.retrbinary('RETR file', target.write)
                ftp.quit()
                """;
        Path authority = directory.resolve(FtpSite.CERTIFICATE);
        try (FtpSite site = FtpSite.protectedBy(Storage.MEMORY, directory, FtpsClientsTest::explicit)) {
            String hash = file(site);
            site.home
                    .command("python3", "-c", script, site.port(), authority)
                    .in(site.here)
                    .run()
                    .requireSuccess();
            assertEquals(hash, TreeHashes.sha256(site.files, "/file"));
            assertEquals(hash, TreeHashes.sha256(site.here.resolve("got")));
            site.assertNothingLeftOpen();
        }
    }

    /** The other one is logged in too, and has found out the passive port. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
    void a_data_connection_resumes_the_session_of_its_own_client_and_of_no_other(String version)
            throws IOException, InterruptedException {
        String script = """
                import ftplib, ssl, sys
                context = ssl.create_default_context(cafile=sys.argv[2])
                context.maximum_version = ssl.TLSVersion[sys.argv[3]]

                class Resuming(ftplib.FTP_TLS):
                    def ntransfercmd(self, command, rest=None):
                        data, size = ftplib.FTP.ntransfercmd(self, command, rest)
                        return self.context.wrap_socket(data, server_hostname='localhost', session=self.of.sock.session), size

                def connect():
                    ftp = Resuming(context=context)
                    ftp.connect('localhost', int(sys.argv[1]))
                    ftp.login('alice', 'secret')
                    ftp.prot_p()
                    ftp.of = ftp
                    return ftp

                mine = connect()
                for i in range(3):
                    with open('file', 'rb') as source:
                        mine.storbinary('STOR file', source)
                    mine.retrbinary('RETR file', lambda part: None)
                other = connect()
                mine.of = other
                got = []
                try:
                    mine.retrbinary('RETR file', got.append)
                    print('served')
                except (OSError, ftplib.Error) as refused:
                    print('refused', got, refused)
                try:
                    print(mine.getresp())
                except ftplib.Error as reply:
                    print(reply)
                """;
        Path authority = directory.resolve(FtpSite.CERTIFICATE);
        try (FtpSite site = FtpSite.protectedBy(Storage.MEMORY, directory, FtpsClientsTest::resuming)) {
            String hash = file(site);
            ClientResult result = site.home
                    .command("python3", "-c", script, site.port(), authority, version)
                    .in(site.here)
                    .run()
                    .requireSuccess();
            assertEquals(hash, TreeHashes.sha256(site.files, "/file"));
            assertTrue(result.output().startsWith("refused []"), result::toString);
            assertTrue(result.output().contains("522 "), result::toString);
            site.assertNothingLeftOpen();
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_1,false", "-tls1_2,true", "-tls1_3,true"})
    void openssl_gets_versions_from_1_2_on_and_is_told_the_protocol(String version, boolean works)
            throws IOException, InterruptedException {
        try (FtpSite site = FtpSite.protectedBy(Storage.MEMORY, directory, FtpsClientsTest::explicit)) {
            ClientResult result = site.home
                    .command(
                            "openssl",
                            "s_client",
                            "-connect",
                            "127.0.0.1:" + site.port(),
                            "-starttls",
                            "ftp",
                            "-alpn",
                            "ftp",
                            "-cipher",
                            "DEFAULT@SECLEVEL=0",
                            "-CAfile",
                            directory.resolve(FtpSite.CERTIFICATE),
                            version)
                    .input("QUIT\r\n")
                    .run();
            if (works) {
                assertTrue(result.output().contains("ALPN protocol: ftp"), result::toString);
                assertTrue(result.output().contains("Verify return code: 0 (ok)"), result::toString);
            } else {
                assertFalse(result.output().contains("ALPN protocol: ftp"), result::toString);
            }
            site.assertNothingLeftOpen();
        }
    }
}
