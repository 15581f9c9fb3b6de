package io.anyfs.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.admin.AdminClient;
import io.anyfs.expose.admin.AdminSocket;
import io.anyfs.expose.audit.AuditLog;
import io.anyfs.expose.users.PasswordHash;
import io.anyfs.expose.users.UsersFile;
import io.anyfs.expose.users.UsersFileAuthenticator;
import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.wire.FtpConnection;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.lifecycle.ResourceDump;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.SFTPClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and their hashes, right and wrong ones, and everything that a server tells anybody. */
@Timeout(120)
class SecretsTest {

    private static final String MARKER = "Marker0451";
    private static final String RIGHT = MARKER + "-right";
    private static final String WRONG = MARKER + "-wrong";

    @TempDir
    private Path directory;

    @Test
    void no_secret_is_in_any_log_reply_dump_or_answer_to_the_operator() throws Exception {
        PasswordHash hash = PasswordHash.of(RIGHT);
        Path users = directory.resolve("users.yaml");
        Files.writeString(users, "anyfs-users: 1\nusers:\n  alice: {password: '" + hash.text() + "'}\n");
        Path audit = directory.resolve("audit");
        Path socket = directory.resolve("admin");
        Path dump = directory.resolve("dump.tsv");
        List<String> told = new ArrayList<>();
        RecordedLog log = RecordedLog.start();
        try (log;
                FileSystem files = MemoryFileSystem.create();
                UsersFileAuthenticator authenticator = UsersFileAuthenticator.open(users, files);
                AuditLog lines = AuditLog.open(audit, AuditLog.OnFailure.REFUSE);
                FileService service = FileService.builder(authenticator)
                        .limits(ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO))
                        .listener(lines)
                        .open();
                AllServers servers = AllServers.start(service, directory);
                AdminSocket admin = AdminSocket.open(socket, service)) {
            told.addAll(wrong(servers));
            FtpConnection ftp = FtpConnection.logIn("127.0.0.1", servers.ftpPort(), "alice", RIGHT);
            ClientResult curl = ClientHome.in(directory)
                    .command(
                            "curl",
                            "-sSv",
                            "--cacert",
                            servers.certificate,
                            "-u",
                            "alice:" + RIGHT,
                            "ftps://127.0.0.1:" + servers.ftps.address().getPort() + "/")
                    .run();
            assertEquals(0, curl.exitCode(), () -> curl + "\n" + String.join("\n", log.lines()));
            try (SSHClient ssh = SshConnection.logIn("127.0.0.1", servers.sftpPort(), "alice", RIGHT);
                    SFTPClient sftp = ssh.newSFTPClient()) {
                sftp.mkdir("/d");
                assertEquals(2, service.sessions().size());
                ftp.sendCommand("ACCT", RIGHT);
                told.add(ftp.getReplyString());
                ftp.sendCommand("STAT");
                told.add(ftp.getReplyString());
                for (String request : List.of("sessions", "bans", "kill 0")) {
                    told.addAll(answer(admin.path(), request));
                }
                ResourceDump.write(dump);
                told.add(Files.readString(dump));
                service.sessions().forEach(session -> told.add(session + " " + session.info()));
                told.add(files.openResources().toString());
                told.addAll(mistaken(users, service));
            } finally {
                ftp.disconnect();
            }
        }
        told.add(Files.readString(audit));
        told.add(new LoginAttempt("alice", new Credential.Password(RIGHT), Protocol.FTP, new InetSocketAddress(1)) + " "
                + hash + " " + UsersFile.parse("anyfs-users: 1\nusers: {a: {password: '" + hash.text() + "'}}"));
        assertTrue(log.lines().size() > 100, "the log was recorded");
        assertTrue(
                log.lines().stream().anyMatch(line -> line.startsWith("org.apache.sshd")), "and that of the libraries");
        for (String text : told) {
            assertHidden(text, hash);
        }
        for (String line : log.lines()) {
            assertHidden(line, hash);
        }
    }

    /** Wrong ones are often nearly right. */
    private static List<String> wrong(AllServers servers) throws IOException {
        List<String> told = new ArrayList<>();
        Exception ftp = assertThrows(
                IOException.class, () -> FtpConnection.logIn("127.0.0.1", servers.ftpPort(), "alice", WRONG));
        Exception sftp = assertThrows(
                IOException.class, () -> SshConnection.logIn("127.0.0.1", servers.sftpPort(), "alice", WRONG));
        told.add(ftp.toString());
        told.add(sftp.toString());
        return told;
    }

    /** An operator who writes a password where a hash has to be is told of the mistake and not of the password. */
    private static List<String> mistaken(Path users, FileService service) throws IOException {
        Files.writeString(users, "anyfs-users: 1\nusers:\n  alice: {password: '" + WRONG + "'}\n");
        service.accepts(
                new LoginAttempt("alice", new Credential.Password(RIGHT), Protocol.SFTP, new InetSocketAddress(1)));
        Exception refused = assertThrows(IllegalArgumentException.class, () -> UsersFile.read(users));
        return List.of(refused.toString());
    }

    private static List<String> answer(Path socket, String request) throws IOException {
        try {
            return AdminClient.ask(socket, request).stream()
                    .map(Object::toString)
                    .toList();
        } catch (AdminClient.AdminException refused) {
            return List.of(refused.toString());
        }
    }

    /** Neither in words, nor in the bytes that a library shows of a packet. */
    private static void assertHidden(String text, PasswordHash hash) {
        assertFalse(text.contains(MARKER), text);
        assertFalse(text.contains(hash.text().substring(hash.text().lastIndexOf('$'))), text);
        String hex = HexFormat.of().formatHex(MARKER.getBytes(StandardCharsets.UTF_8));
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
        assertFalse(digits.contains(hex), text);
    }
}
