package io.anyfs.cli.command;

import io.anyfs.cli.text.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the process that it runs in.
 *
 * @param terminal the standard streams
 * @param workingDirectory what relative local paths are resolved against
 * @param variables the environment
 * @param signals who is told of SIGINT and SIGTERM
 */
public record Environment(Terminal terminal, Path workingDirectory, Map<String, String> variables, Signals signals) {

    /** That of this process. */
    public static Environment ofProcess() {
        return new Environment(
                Terminal.ofProcess(), Path.of("").toAbsolutePath(), System.getenv(), Signals.ofProcess());
    }
}
