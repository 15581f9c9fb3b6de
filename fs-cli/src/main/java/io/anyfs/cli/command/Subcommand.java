package io.anyfs.cli.command;

import io.anyfs.cli.command.Signals.Signal;
import io.anyfs.cli.text.OutputClosedException;
import io.anyfs.cli.text.Terminal;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A command of {@code anyfs}. It opens what it is given, works, tells of failures as they happen and goes on where that makes
 * sense, and ends with an exit code.
 */
@Command(
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        sortOptions = false,
        usageHelpAutoWidth = false)
public abstract class Subcommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Environment environment;
    private final Failures failures;
    private final Places places;
    private @Nullable Interruption interruption;
    private int codeOfProgram;

    /** A command in an environment. */
    protected Subcommand(Environment environment) {
        this(environment, "anyfs");
    }

    /** A command of a group of commands, in an environment. */
    protected Subcommand(Environment environment, String group) {
        this.environment = environment;
        String name = getClass().getAnnotation(Command.class).name();
        this.failures = new Failures(environment.terminal(), group + " " + name);
        this.places = new Places(environment.workingDirectory());
    }

    /** The commands that this one is a group of; none for most. */
    public Map<String, Subcommand> group() {
        return Map.of();
    }

    /** Does the work. What it throws is told and ends the command. */
    protected abstract void run() throws Exception;

    @Override
    public final Integer call() {
        if (common.debug) {
            failures.showStacks();
        }
        try (places) {
            run();
            terminal().flush();
        } catch (Exception failure) {
            failures.add(failure);
        }
        return succeeds() ? codeOfProgram : exitCode().number();
    }

    private ExitCode exitCode() {
        ExitCode exitCode = failures.exitCode();
        Signal signal = interruption == null ? null : interruption.signal();
        return exitCode == ExitCode.INTERRUPTED && signal != null ? signal.exitCode() : exitCode;
    }

    /** Where the command runs. */
    protected final Environment environment() {
        return environment;
    }

    /** Where the command prints. */
    protected final Terminal terminal() {
        return environment.terminal();
    }

    /** The place that an argument names. */
    protected final Place place(String argument) throws IOException {
        return places.at(argument);
    }

    /** Opens places. */
    protected final Places places() {
        return places;
    }

    /** Tells of a failure that an operation went on after. */
    protected final void note(Exception failure) {
        failures.add(failure);
    }

    /** Tells of a failure after which the command goes on. An interrupt or a closed output ends it all the same. */
    protected final void failed(Exception failure) throws Exception {
        ExitCode exitCode = FailureText.of(failure).exitCode();
        if (exitCode == ExitCode.INTERRUPTED
                || exitCode == ExitCode.INTERNAL
                || OutputClosedException.in(failure).isPresent()) {
            throw failure;
        }
        failures.add(failure);
    }

    /** Ends with the exit code of a program that the command has run, unless the command itself fails. */
    protected final void exitLike(int code) {
        codeOfProgram = code;
    }

    /** Whether nothing has failed so far. */
    protected final boolean succeeds() {
        return failures.exitCode() == ExitCode.OK;
    }

    /** Does something for each, going on with the next after a failure. */
    protected final <T> void forEach(Iterable<T> items, Action<T> action) throws Exception {
        for (T item : items) {
            try {
                action.on(item);
            } catch (Exception failure) {
                failed(failure);
            }
        }
    }

    /**
     * From now on a signal interrupts this thread, so that what is being written is aborted in order; a second one ends the
     * process at once.
     */
    protected final void endOrderlyOnSignal() {
        interruption = Interruption.of(Thread.currentThread(), environment.signals());
    }

    /** What {@link #forEach} does. */
    protected interface Action<T> {
        /** Does it. */
        void on(T item) throws Exception;
    }
}
