package io.anyfs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.InvalidNameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM can only have the names that the encoding of its locale can express. */
class EncodingTest {

    @TempDir
    Path root;

    /** Writes two files, one of them with a name that is not ASCII. */
    static final class Namer {
        @SuppressWarnings("SystemOut") // the test listens
        public static void main(String[] arguments) throws IOException {
            System.out.println(System.getProperty("sun.jnu.encoding"));
            try (FileSystem fs = LocalFileSystem.open(Path.of(arguments[0]));
                    FileSystem again = LocalFileSystem.open(Path.of(arguments[0]))) {
                fs.write("/ascii", "abc");
                System.out.println("listed: "
                        + fs.entries("/").stream().map(FileInfo::name).toList());
                try {
                    again.write("/\u00fc", "abc");
                    System.out.println("written");
                } catch (InvalidNameException refused) {
                    System.out.println("refused: " + refused.getReason());
                }
            }
        }
    }

    @Test
    void in_the_locale_C_other_names_are_refused_with_what_to_do_and_a_warning_is_given_once() throws Exception {
        String output = run(Map.of("LC_ALL", "C"));
        assumeFalse(output.startsWith("UTF-8"), "this JVM has UTF-8 in all locales");
        List<String> warnings =
                output.lines().filter(line -> line.startsWith("WARNING")).toList();
        assertEquals(1, warnings.size(), output);
        assertTrue(warnings.get(0).contains("LC_ALL=C.UTF-8"), output);
        String refusal = output.lines()
                .filter(line -> line.startsWith("refused"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
        assertTrue(refusal.contains("ANSI_X3.4-1968") && refusal.contains("LC_ALL=C.UTF-8"), refusal);
        assertEquals(List.of("ascii"), names());
    }

    @Test
    void in_the_locale_C_other_names_are_passed_over_with_a_warning() throws Exception {
        Files.createFile(root.resolve("\u00fc"));
        String output = run(Map.of("LC_ALL", "C"));
        assumeFalse(output.startsWith("UTF-8"), "this JVM has UTF-8 in all locales");
        String listed = output.lines()
                .filter(line -> line.startsWith("listed"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
        assertEquals("listed: [ascii]", listed);
        assertTrue(output.contains("rename it with the system's tools"), output);
    }

    @Test
    void in_a_utf_8_locale_all_names_work() throws Exception {
        String output = run(Map.of("LC_ALL", "C.UTF-8"));
        assertTrue(output.endsWith("written"), output);
        assertEquals(List.of("ascii", "\u00fc"), names());
    }

    private String run(Map<String, String> environment) throws Exception {
        try (ChildJvm namer = ChildJvm.start(List.of(), environment, Namer.class, root.toString())) {
            return namer.outputUntilEnd();
        }
    }

    private List<String> names() throws IOException {
        try (var names = Files.list(root)) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
