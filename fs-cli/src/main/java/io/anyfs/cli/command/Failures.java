package io.anyfs.cli.command;

import io.anyfs.cli.text.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Tells the user of failures as they happen, and remembers what to exit with. Safe for use by many threads. */
final class Failures {

    private final Terminal terminal;
    private final String command;
    private volatile boolean withStacks;
    private ExitCode exitCode = ExitCode.OK;

    Failures(Terminal terminal, String command) {
        this.terminal = terminal;
        this.command = command;
    }

    /** Prints stacks too. */
    void showStacks() {
        withStacks = true;
    }

    /** A failure that the command goes on after, or its last. */
    void add(Throwable failure) {
        FailureText text = FailureText.of(failure);
        synchronized (this) {
            exitCode = exitCode == ExitCode.OK || exitCode == text.exitCode() ? text.exitCode() : both(text.exitCode());
        }
        if (text.exitCode() != ExitCode.BROKEN_PIPE) {
            terminal.tell(command + ": " + text.line());
        }
        if (withStacks) {
            StringWriter stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack, true));
            stack.toString().lines().forEach(terminal::tell);
        }
    }

    /** What the process ends with: the failure's code; of several kinds {@link ExitCode#FAILURE}. */
    synchronized ExitCode exitCode() {
        return exitCode;
    }

    /** How a command ended counts for more than what it met on the way. */
    private ExitCode both(ExitCode next) {
        return next == ExitCode.INTERRUPTED || next == ExitCode.BROKEN_PIPE ? next : ExitCode.FAILURE;
    }
}
