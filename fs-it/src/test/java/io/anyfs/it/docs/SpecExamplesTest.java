package io.anyfs.it.docs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.users.UsersFile;
import io.anyfs.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the specs of the documents, and the parts of specs in their sentences, are understood. */
class SpecExamplesTest {

    private static final Pattern INLINE = Pattern.compile("`(\\{(?:url|mount|union|use):.*?})`");
    private static final Pattern WRAP = Pattern.compile("`(wrap: \\[.*?])`");

    @TempDir
    private Path directory;

    @Test
    void every_spec_is_understood() throws IOException {
        Files.writeString(directory.resolve("buckets.yaml"), "anyfs: 1\ndefine: {bucket: 's3://bucket'}\n");
        // Files of users are YAML too.
        List<Example> specs = Example.of("yaml")
                .filter(example -> !example.text().contains("anyfs-users:"))
                .toList();
        assertTrue(!specs.isEmpty());
        for (Example spec : specs) {
            if (spec.text().startsWith("anyfs-users:")) {
                continue;
            }
            String text = spec.text()
                    .replaceFirst("(?m)^root: …", "root: {use: scratch}")
                    .replaceFirst("(?m)^users: …", "users: {alice: {password: 'env:ALICE'}}");
            requireUnderstood(text, spec.toString());
        }
    }

    @Test
    void every_file_of_users_is_understood() throws IOException {
        String key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "OLypOeHfVTeuFUAQQQZ6l8SviujbOuAZkwNcsmTtSbz";
        String argon = "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$" + "A".repeat(22) + "\\$" + "A".repeat(43);
        String bcrypt = "\\$2b\\$12\\$" + "a".repeat(53);
        int found = 0;
        for (Example users : Example.of("yaml").toList()) {
            if (users.text().startsWith("anyfs-users:")) {
                String text = users.text()
                        .replaceAll("ssh-ed25519 \\S*…", key)
                        .replaceAll("\\$argon2id\\$\\S*…", argon)
                        .replaceAll("\\$2b\\$12\\$…", bcrypt);
                assertDoesNotThrow(() -> UsersFile.parse(text), () -> users + "\n" + text);
                found++;
            }
        }
        assertTrue(found >= 2, "found only " + found);
    }

    @Test
    void every_part_of_a_spec_in_a_sentence_is_understood() throws IOException {
        int found = 0;
        for (Path document : Example.documents()) {
            for (String line : Example.lines(document)) {
                List<String> parts = Stream.concat(
                                INLINE.matcher(line).results().map(match -> match.group(1)),
                                WRAP.matcher(line).results().map(match -> "{url: 'mem:', " + match.group(1) + "}"))
                        .toList();
                for (String part : parts) {
                    String whole = part.replace("…", "'mem:'");
                    requireUnderstood("anyfs: 1\ndefine: {scratch: 'mem:'}\nroot: " + whole + "\n", part);
                    found++;
                }
            }
        }
        assertTrue(found >= 5, "found only " + found);
    }

    private void requireUnderstood(String text, String what) throws IOException {
        Path file = Files.writeString(directory.resolve("tree.yaml"), text);
        assertDoesNotThrow(() -> Spec.read(file), () -> what + "\n" + text);
    }
}
