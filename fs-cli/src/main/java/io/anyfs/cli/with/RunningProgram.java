package io.anyfs.cli.with;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Signals.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A program that has the standard streams of this process, and is passed on the signals that this process gets. */
final class RunningProgram {

    private static final int CANNOT_RUN = 126;
    private static final int NOT_FOUND = 127;

    /** EACCES, as several versions of Java write it. */
    private static final Pattern DENIED = Pattern.compile("error[=:] ?13\\b");

    private static final long SECONDS_TO_END = 5;

    private final @Nullable Process process;
    private final int codeWithout;

    private RunningProgram(@Nullable Process process, int codeWithout) {
        this.process = process;
        this.codeWithout = codeWithout;
    }

    /** Starts it. Where that fails it is told, and {@link #await} gives what a shell would. */
    static RunningProgram start(List<String> command, Map<String, String> variables, Environment environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(environment.workingDirectory().toFile())
                .inheritIO();
        builder.environment().putAll(variables);
        try {
            RunningProgram program = new RunningProgram(builder.start(), 0);
            environment.signals().listen(program::passOn);
            return program;
        } catch (IOException failure) {
            // ProcessBuilder tells the two apart by the text of the error number only.
            boolean denied =
                    DENIED.matcher(String.valueOf(failure.getMessage())).find();
            environment
                    .terminal()
                    .tell("anyfs with: " + command.get(0) + ": "
                            + (denied ? "cannot be run; look at its permissions" : "no such command"));
            return new RunningProgram(null, denied ? CANNOT_RUN : NOT_FOUND);
        }
    }

    /** Its exit code; 128 and the number of the signal that ended it, as shells have it. */
    int await() throws InterruptedException {
        if (process == null) {
            return codeWithout;
        }
        boolean ended = false;
        try {
            int code = process.waitFor();
            ended = true;
            return code;
        } finally {
            if (!ended) {
                end();
            }
        }
    }

    /** Asks it to end, and ends it if it does not. */
    void end() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void passOn(Signal signal) {
        if (process == null) {
            return;
        }
        switch (signal) {
            case TERM -> process.destroy();
            case INT -> {
                if (!terminalSendsToAll()) {
                    interrupt(process);
                }
            }
        }
    }

    /** Java sends no SIGINT. */
    private static void interrupt(Process process) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noKill) {
            process.destroy();
        }
    }

    /**
     * Whether Ctrl-C reaches the program by itself, as all that runs in the foreground of a terminal: twice would be too often,
     * for many programs give up their own teardown at the second. See proc(5), the fields of {@code stat} from the third on.
     */
    private static boolean terminalSendsToAll() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String group = fields[2];
            String foreground = fields[5];
            return group.equals(foreground);
        } catch (IOException | RuntimeException otherSystem) {
            // Ctrl-C is where it mostly comes from.
            return true;
        }
    }
}
