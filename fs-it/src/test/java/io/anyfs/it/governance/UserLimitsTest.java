package io.anyfs.it.governance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.Session;
import io.anyfs.expose.TransferHash;
import io.anyfs.expose.audit.AuditLog;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.ftp.tls.SelfSignedIdentity;
import io.anyfs.expose.ftp.tls.TlsSettings;
import io.anyfs.expose.users.PasswordHash;
import io.anyfs.expose.users.UsersFileAuthenticator;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.TreeHashes;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file of users allows each of them, kept over FTP with TLS with real clients. */
@Timeout(180)
class UserLimitsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private FileSystem files;
    private UsersFileAuthenticator users;
    private AuditLog log;
    private FileService service;
    private FtpServer server;
    private ClientHome home;
    private Path certificate;

    @BeforeEach
    void serve() throws IOException {
        home = ClientHome.in(directory);
        certificate = directory.resolve("tls.pem");
        Path file = directory.resolve("users.yaml");
        String hash = PasswordHash.of("secret").text();
        Files.writeString(file, """
                anyfs-users: 1
                users:
                  alice: {password: '%1$s', limits: {sessions: 1, upload: 1MiB, download: 1MiB}}
                  bob: {password: '%1$s', limits: {upload: 1MiB}}
                """.formatted(hash));
        files = MemoryFileSystem.create();
        users = UsersFileAuthenticator.open(file, files);
        log = AuditLog.open(directory.resolve("audit"), AuditLog.OnFailure.REFUSE);
        service = FileService.builder(users)
                .limits(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO))
                .transferHash(TransferHash.UPLOADS)
                .listener(log)
                .open();
        server = FtpServer.builder(service)
                .implicitTls(TlsSettings.of(SelfSignedIdentity.in(certificate, "localhost")))
                .port(0)
                .start();
    }

    @AfterEach
    void leave_nothing() throws IOException {
        server.close();
        service.close();
        log.close();
        users.close();
        assertEquals(List.of(), files.openResources());
        files.close();
    }

    @Test
    void a_transfer_is_held_back_to_the_rate_of_its_user_who_has_no_second_session_meanwhile() throws Exception {
        byte[] content = new byte[3 << 20];
        content[content.length - 1] = 1;
        Files.write(home.directory().resolve("file"), content);
        try (RunningClient upload = curl("alice", "-T", "file", url("/file")).start()) {
            Eventually.holds(
                    "the upload is held back", () -> service.sessions().stream().anyMatch(Session::isWaitingForRate));
            ClientResult second = curl("alice", url("/")).run().requireFailure();
            assertTrue(second.errors().contains("421") || second.errors().contains("530"), second::toString);
            curl("bob", url("/")).run().requireSuccess();
            upload.result(PATIENCE).requireSuccess();
        }
        assertArrayEquals(content, files.readBytes("/file"));
        Eventually.holds("the session has ended", () -> service.sessions().isEmpty());
        curl("alice", "-o", "back", url("/file")).run().requireSuccess();
        assertArrayEquals(content, Files.readAllBytes(home.directory().resolve("back")));
    }

    @Test
    void lftp_mirrors_a_tree_over_several_sessions_that_share_a_rate() throws Exception {
        Path tree = Files.createDirectories(home.directory().resolve("tree"));
        for (int i = 0; i < 12; i++) {
            Files.write(tree.resolve("file " + i), new byte[200_000 + i]);
        }
        String script = "set cmd:fail-exit yes; set net:max-retries 1; set ssl:check-hostname no; set ssl:ca-file "
                + certificate + "; open -u bob,secret ftps://127.0.0.1:" + port()
                + "; mirror -R --parallel=4 tree /tree";
        try (RunningClient mirror = home.command("lftp", "--norc", "-c", script).start()) {
            Eventually.holds(
                    "the mirror is held back", () -> service.sessions().stream().anyMatch(Session::isWaitingForRate));
            mirror.result(PATIENCE).requireSuccess();
        }
        TreeHashes.assertSame(TreeHashes.of(tree), TreeHashes.of(files, "/tree"));
    }

    /** Read by a parser that is not ours. */
    @Test
    void the_audit_log_is_json_whatever_clients_call_their_files() throws Exception {
        home.write("file", "abc");
        String name = "quote\" back\\slash, ä 😀 <b>";
        String encoded = "quote%22%20back%5Cslash%2C%20%C3%A4%20%F0%9F%98%80%20%3Cb%3E";
        curl("bob", "--ftp-create-dirs", "-T", "file", url("/" + encoded)).run().requireSuccess();
        Eventually.holds("the session has ended", () -> service.sessions().isEmpty());
        log.close();
        Path program = home.writeProgram("parse.py", """
                import json
                for line in open('../audit', encoding='ascii'):
                    event = json.loads(line)
                    print(event['event'], event['user'], event.get('path'), event.get('bytes'), event.get('outcome'))
                """);
        ClientResult parsed = home.command("python3", program).run().requireSuccess();
        assertTrue(parsed.output().startsWith("login bob None None None\n"), parsed::toString);
        assertTrue(parsed.output().contains("upload bob /" + name + " 3 done\n"), parsed::toString);
        assertTrue(parsed.output().endsWith("sessionEnd bob None None None\n"), parsed::toString);
    }

    private int port() {
        return server.address().getPort();
    }

    private String url(String path) {
        return "ftps://127.0.0.1:" + port() + path;
    }

    private ClientCommand curl(String user, Object... arguments) {
        Object[] words = new Object[arguments.length + 5];
        words[0] = "-sSv";
        words[1] = "--cacert";
        words[2] = certificate;
        words[3] = "-u";
        words[4] = user + ":secret";
        System.arraycopy(arguments, 0, words, 5, arguments.length);
        return home.command("curl", words);
    }
}
