package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.expose.sftp.CommandLine.UnsupportedSyntaxException;
import io.anyfs.expose.sftp.CommandLine.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void words_are_split_at_blanks_and_quotes_are_taken_off() throws Exception {
        assertEquals(List.of("scp", "-t", "a b"), texts("  scp\t-t 'a b' "));
        assertEquals(List.of("a b$c`\\\"'"), texts("\"a b\\$c\\`\\\\\\\"'\""));
        assertEquals(List.of("a\\b"), texts("\"a\\b\""));
        assertEquals(List.of("one word"), texts("o'ne 'w\"or\"d"));
        assertEquals(List.of("", ""), texts("'' \"\""));
        assertEquals(List.of(), texts("   "));
    }

    /** As rclone quotes a name with a line break, and OpenSSH one with everything else. */
    @Test
    void what_would_mean_something_is_a_character_when_it_is_quoted() throws Exception {
        assertEquals(List.of("a\nb;c|d$e"), texts("a'\n'b\\;c\\|d\\$e"));
        assertEquals(List.of("it's"), texts("'it'\\''s'"));
        assertEquals(List.of("*?["), texts("\\*'?'\"[\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "md5sum;id",
                "md5sum x|sh",
                "md5sum x&",
                "md5sum $HOME",
                "md5sum \"$HOME\"",
                "md5sum `id`",
                "md5sum \"`id`\"",
                "md5sum $(id)",
                "md5sum <x",
                "md5sum >x",
                "md5sum x\nid",
                "md5sum 'x",
                "md5sum \"x",
                "md5sum x\\",
                "md5sum x\\\nid",
                "md5sum # x",
                "md5sum ~root",
                "md5sum x\0",
                "md5sum \uFFFD"
            })
    void what_only_a_shell_understands_is_refused(String line) {
        assertThrows(UnsupportedSyntaxException.class, () -> CommandLine.words(line));
    }

    @Test
    void the_home_directory_is_the_root() throws Exception {
        assertEquals(List.of("/", "/a", "~", "a~"), texts("~ ~/a '~' a~"));
    }

    @Test
    void an_unquoted_pattern_is_told_from_a_quoted_one() throws Exception {
        assertEquals(List.of(new Word("a*", "a*"), new Word("a*", null)), CommandLine.words("a* 'a*'"));
        assertEquals(List.of(new Word("{a}[b]*?", "\\{a\\}[b]\\*\\?")), CommandLine.words("{a}[b]'*'\\?"));
    }

    private static List<String> texts(String line) throws UnsupportedSyntaxException {
        return CommandLine.words(line).stream().map(Word::text).toList();
    }
}
