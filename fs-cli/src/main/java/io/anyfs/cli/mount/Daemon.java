package io.anyfs.cli.mount;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command again, in a process that stays. */
final class Daemon {

    /** The property of such a process. */
    private static final String MARK = "anyfs.mount.daemon";

    private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");

    private Daemon() {}

    /**
     * Starts it, and waits until the mount answers.
     *
     * @param log where it says what happens, from its first error on
     * @return what the process said then
     * @throws CommandException if it ended instead; with what it said, and its exit code
     */
    static String start(Environment environment, List<String> arguments, Path directory, MountLog log)
            throws CommandException, IOException, InterruptedException {
        long begin = log.size();
        Process process = new ProcessBuilder(command(arguments))
                .directory(environment.workingDirectory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            if (line != null) {
                return line + " by process " + process.pid();
            }
        }
        throw ended(process.waitFor(), log.from(begin), directory);
    }

    /** Whether this process was started so. */
    static boolean isThis() {
        return Boolean.getBoolean(MARK);
    }

    private static CommandException ended(int number, String errors, Path directory) {
        ExitCode exitCode = ExitCode.FAILURE;
        for (ExitCode candidate : ExitCode.values()) {
            if (candidate.number() == number && candidate != ExitCode.OK) {
                exitCode = candidate;
            }
        }
        String line = errors.lines()
                .filter(each -> each.startsWith("anyfs mount: "))
                .findFirst()
                .map(each -> each.substring("anyfs mount: ".length()))
                .orElse("the process that was to mount on " + directory + " ended with " + number);
        return new CommandException(exitCode, line);
    }

    /** This JVM again; in a session of its own, so that the end of the terminal is not the end of the mount. */
    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NEW_SESSION)) {
            command.add(NEW_SESSION.toString());
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + MARK + "=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.anyfs.cli.Main");
        command.addAll(arguments);
        return command;
    }
}
