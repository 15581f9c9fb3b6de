package io.anyfs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, as a user would in a directory. */
final class Shell {

    private final Path directory;
    private byte[] input = {};
    private boolean onTerminal;

    Shell(Path directory) {
        this.directory = directory;
    }

    /** What the next commands read. */
    Shell input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** The next commands print to a terminal. */
    Shell onTerminal() {
        onTerminal = true;
        return this;
    }

    Result run(String... words) {
        return run(Signals.none(), words);
    }

    Result run(Signals signals, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(Channels.newChannel(new ByteArrayInputStream(input)), out, err);
        Map<String, String> variables = Map.of(
                "HOME", directory.resolve("home").toString(),
                "XDG_STATE_HOME", directory.resolve("state").toString());
        int exitCode = Anyfs.run(
                new Environment(onTerminal ? terminal.shown(80) : terminal, directory, variables, signals), words);
        return new Result(
                String.join(" ", words),
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    /** How a command ended. */
    record Result(String command, int exitCode, String out, String err) {

        Result succeeded() {
            assertEquals("", err, this::toString);
            assertEquals(ExitCode.OK.number(), exitCode, this::toString);
            return this;
        }

        /** One line on standard error, nothing else, and this code. Returns the line. */
        String failed(ExitCode expected) {
            assertEquals(expected.number(), exitCode, this::toString);
            assertEquals(1, err.lines().count(), this::toString);
            return err.strip();
        }

        List<String> lines() {
            return out.lines().toList();
        }

        List<JsonObject> objects() {
            return lines().stream().map(Result::parse).toList();
        }

        JsonObject object() {
            assertEquals(1, lines().size(), this::toString);
            return objects().get(0);
        }

        private static JsonObject parse(String line) {
            JsonReader reader = new JsonReader(new StringReader(line));
            reader.setStrictness(Strictness.STRICT);
            return JsonParser.parseReader(reader).getAsJsonObject();
        }

        @Override
        public String toString() {
            return command + "\nexit code " + exitCode + "\n--- out\n" + out + "\n--- err\n" + err;
        }
    }
}
