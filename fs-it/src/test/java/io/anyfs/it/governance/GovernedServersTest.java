package io.anyfs.it.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.AddressRange;
import io.anyfs.expose.FileAction;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginLimits;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.ServiceListener;
import io.anyfs.expose.Session;
import io.anyfs.expose.SessionInfo;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.TransferHash;
import io.anyfs.expose.audit.AuditLog;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.InFlight;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.SshFiles;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One service behind an FTP and an SFTP server, and real clients that meet its limits. */
@Timeout(120)
class GovernedServersTest {

    private static final String USER = "alice";
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path directory;

    private FileSystem files;
    private FileService service;
    private AuditLog log;
    private FtpServer ftp;
    private SftpServer sftp;
    private ClientHome home;
    private SshFiles ssh;

    @BeforeEach
    void serve() throws Exception {
        files = MemoryFileSystem.create();
        log = AuditLog.open(directory.resolve("audit"), AuditLog.OnFailure.REFUSE);
        LoginLimits logins = LoginLimits.DEFAULT
                .withExempt(List.of())
                .withBan(3, Duration.ofMinutes(10))
                .withDelays(Duration.ofMillis(50), Duration.ofMillis(200));
        service = FileService.builder(new SingleUser(USER, PASSWORD, List.of(), files))
                .limits(ServiceLimits.DEFAULT
                        .withLogins(logins)
                        .withPerUser(new AccountLimits(0, 0, 2_000_000))
                        .withDrainTimeout(Duration.ZERO))
                .transferHash(TransferHash.UPLOADS)
                .listener(log)
                .listener(new NoPrograms())
                .open();
        ftp = FtpServer.builder(service).port(0).start();
        home = ClientHome.in(directory);
        ssh = SshFiles.withKey(home, "ed25519");
        sftp = SftpServer.builder(service)
                .hostKey(directory.resolve("host_key"))
                .port(0)
                .start();
        home.write("small", "abc");
        home.write("program.exe", "MZ");
        Files.write(home.directory().resolve("large"), new byte[20_000_000]);
    }

    @AfterEach
    void leave_nothing() throws IOException {
        ftp.close();
        sftp.close();
        service.close();
        log.close();
        assertEquals(List.of(), files.openResources());
        files.close();
    }

    @Test
    void a_veto_is_a_refusal_of_the_protocol_and_the_session_goes_on() throws Exception {
        ClientResult curl =
                curl(PASSWORD, "-T", "program.exe", url("/p.exe")).run().requireFailure();
        assertTrue(curl.errors().contains("550"), curl::toString);
        ClientResult put =
                sftp(PASSWORD, "-put program.exe p.exe\nput small s\n").run().requireSuccess();
        assertTrue(put.errors().contains("Permission denied"), put::toString);
        curl(PASSWORD, "-T", "small", url("/c")).run().requireSuccess();
        assertFalse(files.exists("/p.exe"));
        assertEquals("abc", files.readString("/s"));
        assertEquals("abc", files.readString("/c"));
        Eventually.holds("all sessions have ended", () -> service.sessions().isEmpty());
        log.close();
        String lines = Files.readString(directory.resolve("audit"));
        assertEquals(2, count(lines, "\"outcome\":\"failed\",\"failure\":\"ACCESS_DENIED\""), lines);
        assertEquals(2, count(lines, "\"bytes\":3,.*\"outcome\":\"done\",\"sha256\":\"ba7816bf"), lines);
        assertEquals(3, count(lines, "\"event\":\"sessionEnd\""), lines);
        assertFalse(lines.contains(PASSWORD));
    }

    @Test
    void guesses_over_both_protocols_ban_the_address_until_that_is_lifted() throws Exception {
        for (int i = 0; i < 2; i++) {
            ClientResult refused = curl("guess", url("/")).run().requireFailure();
            assertEquals(67, refused.exitCode(), refused::toString);
        }
        ClientResult third = sftp("guess", "pwd\n").run().requireFailure();
        assertTrue(
                third.errors().contains("Permission denied") || third.errors().contains("failed"), third::toString);
        assertEquals(1, service.bans().size());

        curl(PASSWORD, url("/")).run().requireFailure();
        sftp(PASSWORD, "pwd\n").run().requireFailure();
        assertEquals(1, service.liftBans(AddressRange.parse("127.0.0.1")));
        curl(PASSWORD, url("/")).run().requireSuccess();
        sftp(PASSWORD, "pwd\n").run().requireSuccess();
    }

    @Test
    void a_session_that_is_killed_in_the_middle_of_an_upload_publishes_nothing() throws Exception {
        killed(curl(PASSWORD, "-T", "large", url("/large")));
        killed(sftp(PASSWORD, "put large large\n"));
    }

    private void killed(ClientCommand uploading) throws IOException, InterruptedException {
        try (RunningClient client = uploading.start()) {
            Eventually.holds("the upload is under way", () -> InFlight.bytes(service, "/large") >= 1_000_000);
            Session session = service.sessions().get(0);
            assertTrue(service.kill(session.number(), "ended by the operator"));
            client.result(Duration.ofSeconds(60)).requireFailure();
        }
        Eventually.holds(
                "nothing of it is left",
                () -> service.sessions().isEmpty() && files.openResources().isEmpty());
        assertFalse(files.exists("/large"));
    }

    private String url(String path) {
        return "ftp://127.0.0.1:" + ftp.address().getPort() + path;
    }

    private ClientCommand curl(String password, Object... arguments) {
        Object[] words = new Object[arguments.length + 3];
        words[0] = "-sS";
        words[1] = "-u";
        words[2] = USER + ":" + password;
        System.arraycopy(arguments, 0, words, 3, arguments.length);
        return home.command("curl", words);
    }

    private ClientCommand sftp(String password, String batch) throws IOException {
        Path config = ssh.passwordConfig(sftp.address(), USER, sftp.hostKeyLine());
        return ssh.withPassword(
                home.command("sftp", "-oBatchMode=no", "-F", config, "-b", home.write("batch", batch), "server"),
                password);
    }

    private static long count(String lines, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return lines.lines().filter(line -> wanted.matcher(line).find()).count();
    }

    private static final class NoPrograms implements ServiceListener {
        @Override
        public void before(SessionInfo session, FileAction action) throws IOException {
            if (action.kind() == FileAction.Kind.UPLOAD && action.path().name().endsWith(".exe")) {
                throw new AccessDeniedException(action.path().toString());
            }
        }
    }
}
