package io.anyfs.cli.warmup;

import io.anyfs.cli.Anyfs;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Signals;
import io.anyfs.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs what is run most, printing nothing and changing nothing, so that the launcher gets an archive of the classes that a
 * quick start needs.
 */
public final class CommandsWarmUp {

    private static final String[][] COMMANDS = {
        {"ls"},
        {"ls", "-lh", "--sort", "time", "docs"},
        {"ls", "--json", "no such file"},
        {"tree", "-L", "1"},
        {"find", "docs", "--name", "*.md", "--type", "f"},
        {"stat", "README.md"},
        {"du", "-h", "docs"},
        {"cat", "README.md"},
        {"hash", "README.md"},
        {"caps", "mem:"},
        {"cp", "-r", "docs", "mem:/docs"},
        {"--help"},
        {"ls", "--help"},
        {"ls", "--no-such-option"},
    };

    private CommandsWarmUp() {}

    /** Runs the commands in a directory. */
    public static void main(String[] directory) {
        for (String[] command : COMMANDS) {
            Terminal nowhere = Terminal.of(
                    Channels.newChannel(new ByteArrayInputStream(new byte[0])),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream());
            Anyfs.run(new Environment(nowhere, Path.of(directory[0]), Map.of(), Signals.none()), command);
        }
    }
}
