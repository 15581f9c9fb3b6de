package io.anyfs.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.it.client.ClientResult;
import io.anyfs.it.client.RunningClient;
import io.anyfs.it.client.SshFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code anyfs serve} as an operator meets it. */
@Timeout(240)
class ServeProcessTest extends ServeProcess {

    private @Nullable SshFiles ssh;

    @Test
    void the_lines_that_are_printed_work_as_they_are_pasted() throws Exception {
        Files.writeString(work.resolve("hello.txt"), "hello");
        try (RunningClient serving = start("--sftp", "0", "--ftp", "0")) {
            Ready ready = ready(serving);
            paste("curl -sS -T hello.txt -u anyfs:\"$(head -n1 '" + password() + "')\" ftp://127.0.0.1:" + ready.ftp()
                    + "/");
            ready.process().destroy();
            ClientResult result = serving.result(PATIENCE).requireSuccess();
            assertEquals("", result.errors());
            assertFalse(result.output().contains(secret()), "the password got into the output");
        }
        try (RunningClient serving = start("--sftp", "0", "--ftp", "0")) {
            Ready ready = ready(serving);
            List<String> lines = printed(ready);
            assertEquals(4, lines.size(), lines::toString);
            for (String line : lines) {
                assertTrue(run(line).requireSuccess().output().contains("hello.txt"), line);
            }
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
    }

    @Test
    void a_bucket_is_served_by_one_command() throws Exception {
        Files.writeString(work.resolve("hello.txt"), "hello");
        try (RunningClient serving = start("--demo-s3", "--sftp", "0", "--ftp", "0")) {
            Ready ready = ready(serving);
            String login = " -u anyfs:\"$(head -n1 '" + password() + "')\" ";
            paste("curl -sS --ftp-create-dirs -T hello.txt" + login + "ftp://127.0.0.1:" + ready.ftp() + "/a/b/");
            String line = printed(ready).stream()
                    .filter(printed -> printed.startsWith("sftp "))
                    .findFirst()
                    .orElseThrow();
            assertTrue(run(line).requireSuccess().output().contains("a"), line);
            assertEquals(
                    "hello",
                    run("curl -sS" + login + "ftp://127.0.0.1:" + ready.ftp() + "/a/b/hello.txt")
                            .requireSuccess()
                            .output());
            ready.process().destroy();
            ClientResult result = serving.result(PATIENCE).requireSuccess();
            assertTrue(result.output().contains("s3://demo"), result::toString);
            assertFalse(result.output().contains(secret()), "the password got into the output");
        }
    }

    @Test
    void a_second_instance_is_told_that_the_port_is_in_use() throws Exception {
        try (RunningClient serving = start("--sftp", "0")) {
            Ready ready = ready(serving);
            ClientResult second =
                    anyfs.command("serve", "--sftp", ready.sftp()).in(work).run();
            String line = Launcher.requireLine(second, 1);
            assertTrue(line.contains("127.0.0.1:" + ready.sftp() + " is in use"), line);
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
    }

    @Test
    void a_running_server_tells_what_is_open_in_it() throws Exception {
        try (RunningClient serving = start("--sftp", "0")) {
            Ready ready = ready(serving);
            ClientResult leaks =
                    anyfs.run("leaks", "--pid", ready.process().pid()).requireSuccess();
            assertTrue(leaks.output().contains("FILE_SYSTEM"), leaks::toString);
            ready.process().destroy();
            serving.result(PATIENCE).requireSuccess();
        }
    }

    private SshFiles ssh() throws Exception {
        if (ssh == null) {
            ssh = SshFiles.withKey(home, "ed25519");
        }
        return ssh;
    }

    /** The lines to paste, from the output of the running server. */
    private List<String> printed(Ready ready) throws IOException {
        try (var files = Files.list(home.directory())) {
            for (Path output :
                    files.filter(file -> file.toString().endsWith(".out")).toList()) {
                String text = Files.readString(output);
                if (text.contains("sftp -P " + ready.sftp())) {
                    return text.lines()
                            .filter(line -> line.matches("  (sftp|curl|lftp) .*"))
                            .map(String::strip)
                            .toList();
                }
            }
        }
        return List.of();
    }

    private void paste(String line) throws Exception {
        run(line).requireSuccess();
    }

    /** Runs a line in a shell. What people type at prompts comes from elsewhere, and known hosts are kept in the test. */
    private ClientResult run(String line) throws Exception {
        String complete = line;
        String input = "";
        if (line.startsWith("sftp ")) {
            complete = "sftp -F none -o PubkeyAuthentication=no -o UserKnownHostsFile='"
                    + home.directory().resolve("known") + "' " + line.substring("sftp ".length());
            input = "ls\n";
        } else if (line.startsWith("lftp ")) {
            input = "ls\n";
        }
        var command = home.command("sh", "-c", complete).in(work).input(input);
        return ssh().withPassword(command, secret()).run();
    }
}
