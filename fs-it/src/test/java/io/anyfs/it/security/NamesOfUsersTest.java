package io.anyfs.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.expose.Account;
import io.anyfs.expose.Authenticator;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.users.PasswordHash;
import io.anyfs.expose.users.UsersFileAuthenticator;
import io.anyfs.it.wire.FtpConnection;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.userauth.UserAuthException;
import org.apache.commons.net.ftp.FTPClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients call themselves, known or not, and what they learn and get by that. */
@Timeout(120)
class NamesOfUsersTest {

    @TempDir
    private Path directory;

    private final List<LoginAttempt> asked = new CopyOnWriteArrayList<>();
    private FileSystem files;
    private UsersFileAuthenticator authenticator;
    private AllServers servers;

    @BeforeEach
    void serve() throws IOException {
        Path users = directory.resolve("users.yaml");
        Files.writeString(users, """
                anyfs-users: 1
                defaults: {home: '/homes/{user}'}
                users:
                  alice: {password: '%1$s'}
                  bob: {password: '%1$s'}
                """.formatted(PasswordHash.of("secret").text()));
        files = MemoryFileSystem.create();
        files.createDirectories("/homes/alice");
        files.createDirectories("/homes/bob");
        files.write("/homes/bob/file", "of bob");
        files.write("/top", "of nobody");
        authenticator = UsersFileAuthenticator.open(users, files);
        Authenticator watched = new Authenticator() {
            @Override
            public @Nullable Account authenticate(LoginAttempt attempt) throws IOException {
                asked.add(attempt);
                return authenticator.authenticate(attempt);
            }

            @Override
            public boolean accepts(LoginAttempt attempt) throws IOException {
                asked.add(attempt);
                return authenticator.accepts(attempt);
            }
        };
        servers = AllServers.start(
                new FileService(watched, ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO)), directory);
    }

    @AfterEach
    void end() throws IOException {
        servers.close();
        authenticator.close();
        assertEquals(List.of(), files.openResources());
        files.close();
    }

    @Test
    void a_name_that_is_a_path_is_nobody_and_moves_no_home() throws Exception {
        for (String name : List.of(
                "../bob",
                "alice/../bob",
                "./alice",
                "alice/",
                "/alice",
                "..",
                ".",
                "",
                "alice\\..\\bob",
                "{user}",
                "%2e%2e",
                "alice ",
                "ALICE")) {
            assertThrows(
                    IOException.class, () -> FtpConnection.logIn("127.0.0.1", servers.ftpPort(), name, "secret"), name);
            assertThrows(
                    IOException.class,
                    () -> SshConnection.logIn("127.0.0.1", servers.sftpPort(), name, "secret"),
                    name);
        }
        assertEquals(0, authenticator.openHomes());
        assertEquals(2, files.entries("/homes").size());
    }

    @Test
    void nobody_gets_above_or_beside_the_home_that_has_the_name() throws Exception {
        try (SSHClient ssh = SshConnection.logIn("127.0.0.1", servers.sftpPort(), "alice", "secret");
                SFTPClient sftp = ssh.newSFTPClient()) {
            assertEquals(List.of(), sftp.ls("/"));
            FtpConnection ftp = FtpConnection.logIn("127.0.0.1", servers.ftpPort(), "alice", "secret");
            try {
                for (String path : List.of(
                        "/../bob/file",
                        "../bob/file",
                        "/d/../../bob/file",
                        "/homes/bob/file",
                        "/../../top",
                        "..",
                        "/bob/file")) {
                    assertThrows(IOException.class, () -> sftp.stat(path).getSize(), path);
                    assertEquals(5, ftp.sendCommand("SIZE", path) / 100, path);
                    assertEquals(5, ftp.sendCommand("RNFR", path) / 100, path);
                }
            } finally {
                ftp.disconnect();
            }
        }
    }

    @Test
    void known_and_unknown_names_get_the_same_replies_for_the_same_questions() throws Exception {
        List<String> known = ftp("alice");
        int questions = asked.size();
        assertEquals(known, ftp("nobody"));
        assertEquals(2 * questions, asked.size(), "each is looked up as often");

        asked.clear();
        String refusal = sftp("alice");
        questions = asked.size();
        assertEquals(refusal, sftp("nobody"));
        assertEquals(2 * questions, asked.size(), "each is looked up as often");
        assertFalse(asked.isEmpty());
        asked.forEach(attempt -> assertInstanceOf(Credential.Password.class, attempt.credential()));
        assertEquals(
                servers.service.delayAfterFailure(asked.get(0)),
                servers.service.delayAfterFailure(asked.get(asked.size() - 1)));
    }

    /** All that is said in a dialogue with wrong passwords. */
    private List<String> ftp(String name) throws IOException {
        List<String> replies = new ArrayList<>();
        FTPClient client = new FTPClient();
        client.connect("127.0.0.1", servers.ftpPort());
        try {
            for (String password : List.of("wrong", "", "x".repeat(2_000))) {
                client.user(name);
                replies.add(client.getReplyString());
                client.pass(password);
                replies.add(client.getReplyString().replace(name, "NAME"));
            }
            return replies;
        } finally {
            client.disconnect();
        }
    }

    private String sftp(String name) {
        UserAuthException refused = assertThrows(
                UserAuthException.class, () -> SshConnection.logIn("127.0.0.1", servers.sftpPort(), name, "wrong"));
        return refused.getDisconnectReason() + " " + refused.getMessage();
    }
}
