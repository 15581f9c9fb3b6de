package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code serve}: what it refuses, and what it leaves. Real clients are in {@code fs-it}. */
@Timeout(60)
class ServeTest extends ServeCommandTests {

    @Test
    void a_port_in_use_gets_a_line_that_says_what_to_do() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String sftp = shell.run("serve", "data", "--sftp", port).failed(ExitCode.FAILURE);
            assertTrue(sftp.contains("127.0.0.1:" + port + " is in use"), sftp);
            assertTrue(sftp.contains("--sftp 127.0.0.1:0"), sftp);
            String ftp =
                    shell.run("serve", "data", "--sftp", "0", "--ftp", port).failed(ExitCode.FAILURE);
            assertTrue(ftp.contains("--ftp 127.0.0.1:0"), ftp);
        }
    }

    @Test
    void a_backlog_above_what_the_kernel_grants_is_refused() {
        String line = shell.run("serve", "data", "--sftp", "0", "--backlog", "2000000000")
                .failed(ExitCode.USAGE);
        assertTrue(line.contains("sysctl -w net.core.somaxconn=2000000000"), line);
        shell.run("serve", "data", "--sftp", "0", "--backlog", "0").failed(ExitCode.USAGE);
    }

    @Test
    void a_missing_directory_and_a_file_are_refused() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        shell.run("serve", "none", "--sftp", "0").failed(ExitCode.NOT_FOUND);
        shell.run("serve", "file", "--sftp", "0").failed(ExitCode.WRONG_KIND);
    }

    @Test
    void addresses_users_and_policies_that_make_no_sense_are_refused() {
        assertTrue(shell.run("serve", "--sftp", "here").failed(ExitCode.USAGE).contains("0.0.0.0:2222"));
        shell.run("serve", "--sftp", "65536").failed(ExitCode.USAGE);
        shell.run("serve", "data", "--sftp", "0", "--user", "a:b").failed(ExitCode.USAGE);
        shell.run("serve", "data", "--sftp", "0", "--drain", "-1").failed(ExitCode.USAGE);
        shell.run("serve", "mem:", "--sftp", "0", "--links", "deny").failed(ExitCode.USAGE);
        assertRefused("write atomic or in-place", "--sftp", "0", "--upload", "partly");
        shell.run("serve", "data", "--sftp", "no.such.host.invalid:0").failed(ExitCode.USAGE);
    }

    @Test
    void files_that_cannot_be_written_are_refused_before_anything_is_served() {
        assertRefused(
                "name a file in a directory that is there with --ready-file",
                "--sftp",
                "0",
                "--ready-file",
                "none/ready");
        String audit = shell.run("serve", "data", "--sftp", "0", "--audit-log", "none/log")
                .failed(ExitCode.FAILURE);
        assertTrue(audit.contains("none/log: not found") && audit.contains("--audit-log"), audit);
        String admin = shell.run("serve", "data", "--sftp", "0", "--admin-socket", "none/socket")
                .failed(ExitCode.FAILURE);
        assertTrue(admin.contains("not found") && admin.contains("--admin-socket"), admin);
    }

    @Test
    void who_lets_links_be_followed_where_clients_may_write_is_warned() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String[] words = {"serve", "data", "--sftp", port, "--links", "follow"};
            assertTrue(shell.run(words).err().contains("add --read-only"));
            String[] readOnly = {"serve", "data", "--sftp", port, "--links", "follow", "--read-only"};
            assertFalse(shell.run(readOnly).err().contains("links=follow"));
        }
    }

    @Test
    void it_tells_where_it_is_and_ends_cleanly_on_a_signal() throws Exception {
        RunningServer server = start("serve", "data", "--sftp", "0", "--ftp", "0", "--ready-file", "ready");
        JsonObject ready = server.ready();
        assertEquals(ProcessHandle.current().pid(), ready.get("pid").getAsLong());
        assertEquals("anyfs", ready.get("user").getAsString());
        int sftp = ready.getAsJsonObject("sftp").get("port").getAsInt();
        int ftp = ready.getAsJsonObject("ftp").get("port").getAsInt();
        assertNotEquals(0, sftp);
        assertTrue(ready.getAsJsonObject("sftp").get("hostKey").getAsString().startsWith("SHA256:"));
        Shell.Result result = server.end(Signals.Signal.TERM).succeeded();
        assertFalse(Files.exists(directory.resolve("ready")));
        assertTrue(result.out().contains("sftp -P " + sftp), result::toString);
        assertTrue(result.out().contains("ftp://127.0.0.1:" + ftp), result::toString);
        String password =
                Files.readString(directory.resolve("state/anyfs/password")).strip();
        assertFalse(result.out().contains(password), "a password got into a pipe");
    }

    @Test
    void with_one_protocol_only_that_is_served() throws Exception {
        RunningServer server = start("serve", "data", "--ftp", "0", "--ready-file", "ready");
        JsonObject ready = server.ready();
        assertFalse(ready.has("sftp"));
        assertTrue(ready.has("ftp"));
        Shell.Result result = server.end(Signals.Signal.TERM).succeeded();
        assertFalse(result.out().contains("sftp"), result::toString);
    }

    @Test
    void without_a_place_a_directory_is_created_and_served() throws Exception {
        RunningServer server = start("serve", "--sftp", "0", "--ready-file", "ready");
        server.ready();
        assertTrue(Files.isDirectory(directory.resolve("anyfs-data")));
        server.end(Signals.Signal.TERM).succeeded();
    }
}
