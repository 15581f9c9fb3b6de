package io.anyfs.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.anyfs.FsPath;
import io.anyfs.text.Escapes;
import io.anyfs.text.JsonLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal pipe = Terminal.of(Channels.newChannel(new ByteArrayInputStream(new byte[0])), out, err);

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "10188, 9.9 KiB",
        "10240, 10 KiB",
        "1047551, 1023 KiB",
        "1048064, 1.0 MiB",
        "1048576, 1.0 MiB",
        "9223372036854775807, 8192 PiB"
    })
    void sizes_have_a_unit_of_1024(long bytes, String human) {
        assertEquals(human, ByteSize.human(bytes));
    }

    @Test
    void json_keeps_every_text_and_is_one_line_that_steers_nothing() {
        StringBuilder all = new StringBuilder();
        for (char character = 0; character < 0x2100; character++) {
            all.append(character);
        }
        all.append("\ud83d\ude00");
        String json = JsonLine.readable().put("a\"b", all.toString()).toString();
        assertEquals(
                all.toString(),
                JsonParser.parseString(json).getAsJsonObject().get("a\"b").getAsString());
        assertTrue(json.chars().noneMatch(Character::isISOControl));
        assertFalse(json.contains("\u202e") || json.contains("\u2028"));
    }

    @Test
    void half_a_surrogate_pair_is_escaped_in_json() {
        assertEquals(
                "{\"x\":\"\\ud83d!\"}", JsonLine.readable().put("x", "\ud83d!").toString());
        assertEquals(
                "{\"x\":\"\\ude00\"}", JsonLine.readable().put("x", "\ude00").toString());
    }

    @Test
    void unknown_facts_are_left_out_of_json() {
        assertEquals("{}", JsonLine.readable().put("x", (String) null).toString());
    }

    @Test
    void a_terminal_gets_no_control_character_and_no_change_of_direction() {
        assertEquals("caf\u00e9 \\ \u65e5", Escapes.forTerminal("caf\u00e9 \\ \u65e5"));
        assertEquals("a\\x1b[2J\\r\\u202eb\\\\", Escapes.forTerminal("a\u001b[2J\r\u202eb\\"));
    }

    @Test
    void progress_shows_percentage_amount_and_rate_and_sums_up() {
        try (TransferProgress progress = TransferProgress.of(pipe.shown(80), "cp", Duration.ZERO)) {
            progress.expect(2, 200 << 20);
            progress.transferred(100 << 20);
            progress.finished(FsPath.of("/a"));
            progress.transferred(100 << 20);
            progress.finished(FsPath.of("/b"));
        }
        String drawn = err.toString(StandardCharsets.UTF_8);
        assertTrue(drawn.contains("100%") && drawn.contains("200/200 MiB"), drawn);
        String last = drawn.lines().reduce((first, second) -> second).orElse("");
        assertTrue(last.contains("cp: 2 files, 200 MiB in ") && last.endsWith("/s)"), drawn);
    }

    @Test
    void progress_is_silent_in_a_pipe_when_told_so_and_when_it_is_over_soon() {
        try (TransferProgress piped = TransferProgress.of(pipe, "cp", Duration.ZERO);
                TransferProgress silent = TransferProgress.silent(pipe.shown(80));
                TransferProgress soon = TransferProgress.of(pipe.shown(80), "cp", Duration.ofDays(1))) {
            piped.transferred(1);
            silent.transferred(1);
            soon.transferred(1);
            assertEquals(1, piped.bytes() * silent.bytes() * soon.bytes());
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_closed_output_ends_the_command_that_prints() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Terminal broken = Terminal.of(Channels.newChannel(new ByteArrayInputStream(new byte[0])), closed, err);
        OutputClosedException failure = assertThrows(OutputClosedException.class, () -> {
            broken.print("x");
            broken.flush();
        });
        assertTrue(failure.isBrokenPipe());
    }
}
