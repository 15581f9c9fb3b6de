package io.anyfs.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.cli.check.Finding.Verdict;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

    @TempDir
    private Path directory;

    @Test
    void an_old_java_fails_and_one_without_virtual_threads_is_told() {
        assertEquals(Verdict.FAIL, ProgramExamination.java(11).verdict());
        assertEquals(Verdict.WARN, ProgramExamination.java(17).verdict());
        assertEquals(Verdict.OK, ProgramExamination.java(21).verdict());
    }

    @Test
    void a_clock_of_the_past_is_told() {
        assertEquals(Verdict.WARN, MachineExamination.clock(Instant.EPOCH).verdict());
        assertEquals(Verdict.OK, MachineExamination.clock(Instant.now()).verdict());
    }

    @Test
    void limits_that_are_low_are_told_and_unknown_ones_are_no_problem() throws IOException {
        assertEquals(Verdict.OK, machine().openFiles().verdict());
        assertEquals(Verdict.OK, machine().backlog().verdict());
        Files.createDirectories(directory.resolve("sys/net/core"));
        Files.writeString(directory.resolve("sys/net/core/somaxconn"), "128\n");
        Files.createDirectory(directory.resolve("self"));
        Files.writeString(
                directory.resolve("self/limits"), "Limit  Soft  Hard  Units\nMax open files   1024   4096   files\n");
        assertEquals(Verdict.WARN, machine().openFiles().verdict());
        assertEquals(Verdict.WARN, machine().backlog().verdict());
    }

    @Test
    void a_temporary_directory_that_cannot_be_written_to_fails() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        Finding finding = new MachineExamination(environment(Map.of()), directory, file).temporaryDirectory();
        assertEquals(Verdict.FAIL, finding.verdict());
        assertTrue(finding.text().contains("-Djava.io.tmpdir=DIRECTORY"), finding.text());
    }

    @Test
    void a_file_of_users_that_others_can_read_is_told() throws IOException {
        MachineExamination machine = new MachineExamination(
                environment(Map.of("XDG_CONFIG_HOME", directory.toString())), directory, directory);
        assertEquals(Verdict.OK, machine.usersFile().verdict());
        Path users = Files.createDirectory(directory.resolve("anyfs")).resolve("users.yaml");
        Files.writeString(users, "anyfs: 1\n");
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(Verdict.WARN, machine.usersFile().verdict());
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Verdict.OK, machine.usersFile().verdict());
    }

    @Test
    void credentials_are_found_in_the_order_of_the_sdk_and_never_shown() throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("HOME", directory.toString()));
        assertTells(Verdict.OK, "none in the environment or a profile", variables, Map.of());
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/");
        assertTells(Verdict.OK, "those of the container", variables, Map.of());
        Path aws = Files.createDirectory(directory.resolve(".aws"));
        Files.writeString(aws.resolve("config"), "[default]\nregion = eu-central-1\n\n[profile files]\nregion = x\n");
        assertTells(Verdict.OK, "by the profile default of " + aws.resolve("config"), variables, Map.of());
        Files.writeString(
                aws.resolve("credentials"), "[default]\naws_access_key_id = id\naws_secret_access_key = secret\n");
        assertTells(Verdict.OK, "by the profile default of " + aws.resolve("credentials"), variables, Map.of());
        variables.put("AWS_PROFILE", "files");
        assertTells(Verdict.OK, "by the profile files of " + aws.resolve("config"), variables, Map.of());
        variables.put("AWS_PROFILE", "other");
        assertTells(Verdict.WARN, "AWS_PROFILE names other", variables, Map.of());
        variables.put("AWS_ACCESS_KEY_ID", "id");
        assertTells(Verdict.WARN, "only one is set", variables, Map.of());
        variables.put("AWS_SECRET_ACCESS_KEY", "secret");
        assertTells(Verdict.OK, "from the environment", variables, Map.of());
        assertTells(
                Verdict.OK,
                "from the system properties",
                variables,
                Map.of("aws.accessKeyId", "id", "aws.secretAccessKey", "secret"));
    }

    @Test
    void a_failure_is_explained_by_what_caused_it() {
        IOException unknown = new IOException("it failed", new UnknownHostException("nowhere.example"));
        assertTrue(StorageAdvice.of(unknown).startsWith("the name of the server is unknown"));
        assertTrue(StorageAdvice.of(unknown).endsWith("(it failed)"));
        assertTrue(StorageAdvice.of(new AccessDeniedException("/a", null, "the store answered 403 AccessDenied: no"))
                .startsWith("the store knows these credentials"));
        assertTrue(StorageAdvice.of(new AccessDeniedException("/a")).startsWith("this user may not"));
    }

    private static void assertTells(
            Verdict verdict, String text, Map<String, String> variables, Map<String, String> properties) {
        Finding finding = new S3CredentialSources(variables, properties).find();
        assertTrue(finding.text().contains(text), finding::toString);
        assertEquals(verdict, finding.verdict(), finding::toString);
        assertFalse(finding.text().contains("= secret"), finding::toString);
    }

    private MachineExamination machine() {
        return new MachineExamination(environment(Map.of()), directory, directory);
    }

    private Environment environment(Map<String, String> variables) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        Terminal terminal = Terminal.of(Channels.newChannel(new ByteArrayInputStream(new byte[0])), nowhere, nowhere);
        return new Environment(terminal, directory, variables, Signals.none());
    }
}
