package io.anyfs.expose.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.ServiceUnavailableException;
import io.anyfs.expose.Session;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.TransferHash;
import io.anyfs.expose.Upload;
import io.anyfs.expose.audit.AuditLog.OnFailure;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditLogTest {

    @TempDir
    private Path directory;

    @Test
    void each_login_transfer_change_and_end_is_one_line_without_secrets() throws Exception {
        Path file = directory.resolve("audit");
        try (FileSystem files = MemoryFileSystem.create();
                AuditLog log = AuditLog.open(file, OnFailure.REFUSE);
                FileService service = service(files, log)) {
            assertNull(login(service, "eve\n{\"event\":\"login\"}", "hunter2"));
            Session session = login(service, "alice", "secret");
            assertNotNull(session);
            upload(session, "/line\u001bend\n", "abc");
            session.createDirectory(FsPath.of("/d"));
            session.close();
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(5, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("\"event\":\"loginFailed\",\"user\":\"eve\\u000a{\\\"event"), lines.get(0));
        assertTrue(lines.get(0).endsWith("\"reason\":\"refused\"}"), lines.get(0));
        assertTrue(lines.get(1).contains("\"event\":\"login\",\"user\":\"alice\",\"address\":\"127.0.0.1\""));
        assertTrue(
                lines.get(2)
                        .matches(
                                ".*\"event\":\"upload\".*\"path\":\"/line\\\\u001bend\\\\u000a\",\"bytes\":3,\"micros\":\\d+,"
                                        + "\"outcome\":\"done\",\"sha256\":\"ba7816bf[0-9a-f]{56}\"}"),
                lines.get(2));
        assertTrue(lines.get(3).contains("\"event\":\"createDirectory\""));
        assertTrue(lines.get(4).contains("\"event\":\"sessionEnd\"")
                && lines.get(4).contains("\"bytesUp\":3"));
        String all = String.join("\n", lines);
        assertFalse(all.contains("secret") || all.contains("hunter2"), all);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_log_that_was_renamed_goes_on_in_a_new_file() throws Exception {
        Path file = directory.resolve("audit");
        Path rotated = directory.resolve("audit.1");
        try (FileSystem files = MemoryFileSystem.create();
                AuditLog log = AuditLog.open(file, OnFailure.REFUSE);
                FileService service = service(files, log)) {
            Session session = login(service, "alice", "secret");
            assertNotNull(session);
            Eventually.holds("the login is written", () -> lines(file) == 1);
            Files.move(file, rotated);
            upload(session, "/a", "1");
            Eventually.holds("a new file is there", () -> Files.exists(file) && lines(file) == 1);
        }
        assertEquals(1, lines(rotated));
        assertEquals(2, lines(file));
    }

    @Test
    void while_the_log_cannot_be_written_clients_are_refused_and_no_line_is_lost() throws Exception {
        Path place = Files.createDirectory(directory.resolve("log"));
        Path file = place.resolve("audit");
        Path away = directory.resolve("away");
        try (FileSystem files = MemoryFileSystem.create();
                AuditLog log = AuditLog.open(file, OnFailure.REFUSE);
                FileService service = service(files, log)) {
            Session session = login(service, "alice", "secret");
            assertNotNull(session);
            Eventually.holds("the login is written", () -> lines(file) == 1);
            Files.move(place, away);
            upload(session, "/a", "1");
            Eventually.holds("changes are refused", () -> isRefused(session));
            Files.move(away, place);
            Eventually.holds("changes are allowed again", () -> !isRefused(session));
        }
        String all = Files.readString(file);
        assertTrue(all.contains("\"path\":\"/a\"") && !all.contains("\"event\":\"lost\""), all);
    }

    private static boolean isRefused(Session session) {
        try {
            session.deleteFile(FsPath.of("/missing"));
            return false;
        } catch (ServiceUnavailableException refused) {
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    @Test
    void a_log_that_cannot_be_opened_says_so_at_once() {
        assertThrows(IOException.class, () -> AuditLog.open(directory.resolve("none/audit"), OnFailure.CONTINUE));
    }

    private static FileService service(FileSystem files, AuditLog log) {
        return FileService.builder(new SingleUser("alice", "secret", List.of(), files))
                .listener(log)
                .transferHash(TransferHash.UPLOADS)
                .open();
    }

    private static Session login(FileService service, String user, String password) throws IOException {
        return service.login(new LoginAttempt(
                user,
                new Credential.Password(password),
                Protocol.SFTP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000)));
    }

    private static void upload(Session session, String path, String text) throws IOException {
        try (Upload upload = session.upload(FsPath.of(path), WriteOptions.replace())) {
            upload.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            upload.commit();
        }
    }

    private static long lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
