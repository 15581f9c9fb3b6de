package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of POSIX, in a mount as on a disk of this machine, but for the deviations that are listed here. */
class PosixTest {

    /** What no mount can, of any storage. */
    private static final Map<String, String> EVERYWHERE = Map.of(
            // The kernel writes it past its cache, and cannot keep that in step with what it maps.
            "a_shared_mapping_of_a_new_file_that_another_writes", "ENODEV",
            // The filesystem API has no atomic exchange.
            "exchanging_two_files", "EINVAL",
            "a_link_out_of_the_mount", "EPERM",
            // Jfuse does not pass on the call, also where the storage has hard links.
            "a_hard_link", "EPERM",
            "a_fifo", "ENOSYS",
            "a_name_that_is_no_utf8", "EILSEQ",
            "an_extended_attribute", "ENOTSUP",
            "the_extended_attributes_of_a_file", "ENOTSUP",
            "a_temporary_file_without_a_name", "ENOTSUP",
            // Libfuse does not pass on of which open file the facts are asked.
            "the_facts_of_a_file_of_a_removed_directory", "ESTALE");

    /** What a bucket cannot, or can beyond a disk. */
    private static final Map<String, String> OF_A_BUCKET = Map.of(
            "a_link_and_where_it_leads",
            "EPERM",
            "a_loop_of_links",
            "EPERM",
            "an_owner",
            "EPERM",
            // To the second.
            "a_modification_time",
            "981173106000000000",
            // A name ends with the key.
            "a_name_of_256_bytes",
            "done");

    @TempDir
    private Path beside;

    @ParameterizedTest
    @EnumSource
    void rules_hold_in_a_mount_as_on_a_disk(Storage storage) throws Exception {
        // One of each way to write; a bucket stands for those that keep the changes.
        assumeTrue(
                Boolean.getBoolean("anyfs.thorough")
                        || !(storage == Storage.MEMORY || storage == Storage.KEEPS_CHANGES),
                "for thorough runs");
        Shell.require("python3");
        Map<String, String> expected = new TreeMap<>(results(new Shell(Files.createDirectory(beside.resolve("disk")))));
        expected.putAll(EVERYWHERE);
        if (storage == Storage.BUCKET) {
            expected.putAll(OF_A_BUCKET);
        }
        try (Mounted mounted = Mounted.of(storage.open(Files.createDirectory(beside.resolve("storage"))))) {
            assertEquals(text(expected), text(new TreeMap<>(results(mounted.shell()))));
        }
    }

    private Map<String, String> results(Shell shell) throws IOException, InterruptedException {
        Path program = beside.resolve("posix.py");
        if (!Files.exists(program)) {
            try (InputStream in = PosixTest.class.getResourceAsStream("posix.py")) {
                Files.copy(in, program);
            }
        }
        Map<String, String> results = new LinkedHashMap<>();
        for (String line : shell.run("python3 " + program).split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            results.put(fields[0], fields[1]);
        }
        return results;
    }

    private static String text(Map<String, String> results) {
        StringBuilder text = new StringBuilder();
        results.forEach(
                (rule, result) -> text.append(rule).append(": ").append(result).append('\n'));
        return text.toString();
    }
}
