package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.LoginLimits;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.Session;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.admin.AdminSocket;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sessions}, against a service in this process. */
@Timeout(60)
class SessionsCommandTest {

    @TempDir
    private Path directory;

    private Shell shell;
    private FileSystem files;
    private FileService service;
    private AdminSocket socket;

    @BeforeEach
    void open() throws IOException {
        shell = new Shell(directory);
        files = MemoryFileSystem.create();
        ServiceLimits limits = ServiceLimits.DEFAULT
                .withLogins(
                        LoginLimits.DEFAULT.withBan(1, Duration.ofMinutes(1)).withExempt(List.of()))
                .withDrainTimeout(Duration.ZERO);
        service = new FileService(new SingleUser("alice", "secret", List.of(), files), limits);
        socket = AdminSocket.open(directory.resolve("admin"), service);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        service.close();
        files.close();
    }

    @Test
    void sessions_are_listed_with_what_they_have_open() throws IOException {
        Session session = login("secret");
        session.upload(FsPath.of("/line\nend=\t\\é"), WriteOptions.replace()).write(ByteBuffer.allocate(5));
        JsonObject listed =
                shell.run("sessions", "list", "--json", "admin").succeeded().object();
        assertEquals(session.number(), listed.get("session").getAsLong());
        assertEquals("alice", listed.get("user").getAsString());
        assertEquals("127.0.0.1", listed.get("address").getAsString());
        assertEquals(5, listed.get("bytesUp").getAsLong());
        JsonObject open = listed.getAsJsonArray("open").get(0).getAsJsonObject();
        assertEquals("/line\nend=\t\\é", open.get("path").getAsString());
        assertEquals("upload", open.get("kind").getAsString());
        String text = shell.run("sessions", "list", "admin").succeeded().out();
        assertTrue(text.contains("SFTP  alice  127.0.0.1:40000") && text.contains("5 B up"), text);
    }

    @Test
    void a_session_is_killed_by_its_number() throws IOException {
        Session session = login("secret");
        shell.run("sessions", "kill", "admin", Long.toString(session.number())).succeeded();
        assertFalse(session.isOpen());
        String line = shell.run("sessions", "kill", "admin", Long.toString(session.number()))
                .failed(ExitCode.NOT_FOUND);
        assertTrue(line.contains("there is no session " + session.number()), line);
    }

    @Test
    void bans_are_listed_and_lifted() throws IOException {
        service.login(attempt("guess"));
        assertEquals(
                "127.0.0.1",
                shell.run("sessions", "bans", "--json", "admin")
                        .succeeded()
                        .object()
                        .get("addresses")
                        .getAsString());
        shell.run("sessions", "unban", "admin", "127.0.0.0/8").succeeded();
        login("secret");
        shell.run("sessions", "unban", "admin", "127.0.0.1").failed(ExitCode.NOT_FOUND);
        shell.run("sessions", "unban", "admin", "example.org").failed(ExitCode.NOT_FOUND);
    }

    @Test
    void the_socket_is_its_owners_only_and_goes_with_the_server() throws IOException {
        Path path = directory.resolve("admin");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(List.of("admin"), names());
        socket.close();
        assertEquals(List.of(), names());
        String line = shell.run("sessions", "list", "admin").failed(ExitCode.NOT_FOUND);
        assertTrue(line.contains("start it with --admin-socket"), line);
    }

    @Test
    void limits_and_sockets_that_make_no_sense_are_refused() throws IOException {
        Files.createDirectory(directory.resolve("data"));
        for (String[] option : List.of(
                new String[] {"--upload-rate", "fast"},
                new String[] {"--idle-timeout", "0s"},
                new String[] {"--ban", "long"},
                new String[] {"--ban-exempt", "example.org"},
                new String[] {"--max-sessions", "0"})) {
            shell.run("serve", "data", "--sftp", "0", option[0], option[1]).failed(ExitCode.USAGE);
        }
        Files.writeString(directory.resolve("file"), "kept");
        shell.run("serve", "data", "--sftp", "0", "--admin-socket", "file").failed(ExitCode.FAILURE);
        assertEquals("kept", Files.readString(directory.resolve("file")));
        shell.run("serve", "data", "--sftp", "0", "--admin-socket", "admin").failed(ExitCode.FAILURE);
        shell.run("serve", "data", "--sftp", "0", "--audit-log", "none/audit").failed(ExitCode.FAILURE);
        shell.run("serve", "data", "--sftp", "0", "--audit-log", "data/audit").failed(ExitCode.USAGE);
        assertTrue(shell.run("sessions", "list", "admin").succeeded().out().isEmpty());
    }

    private List<String> names() throws IOException {
        try (var listed = Files.list(directory)) {
            return listed.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Session login(String password) throws IOException {
        Session session = service.login(attempt(password));
        assertNotNull(session);
        return session;
    }

    private static LoginAttempt attempt(String password) throws IOException {
        return new LoginAttempt(
                "alice",
                new Credential.Password(password),
                Protocol.SFTP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000));
    }
}
