package io.anyfs.cli;

import io.anyfs.cli.check.CapsCommand;
import io.anyfs.cli.check.DoctorCommand;
import io.anyfs.cli.check.LeaksCommand;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.file.CatCommand;
import io.anyfs.cli.file.CopyCommand;
import io.anyfs.cli.file.DiskUsageCommand;
import io.anyfs.cli.file.FindCommand;
import io.anyfs.cli.file.GetCommand;
import io.anyfs.cli.file.HashCommand;
import io.anyfs.cli.file.ListCommand;
import io.anyfs.cli.file.MakeDirectoryCommand;
import io.anyfs.cli.file.MoveCommand;
import io.anyfs.cli.file.PutCommand;
import io.anyfs.cli.file.RemoveCommand;
import io.anyfs.cli.file.StatCommand;
import io.anyfs.cli.file.SyncCommand;
import io.anyfs.cli.file.TreeCommand;
import io.anyfs.cli.mount.MountCommand;
import io.anyfs.cli.mount.MountsCommand;
import io.anyfs.cli.mount.UmountCommand;
import io.anyfs.cli.s3.S3Command;
import io.anyfs.cli.serve.ServeCommand;
import io.anyfs.cli.sessions.SessionsCommand;
import io.anyfs.cli.spec.SpecCommand;
import io.anyfs.cli.user.UserCommand;
import io.anyfs.cli.with.WithCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code anyfs}: what its subcommands are called, and how a mistake on the command line is told. */
@Command(
        name = "anyfs",
        versionProvider = Anyfs.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Any storage behind one filesystem: look into it, copy it, mount it, serve it over SFTP and FTP.",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands ('anyfs COMMAND --help' shows more):%n",
        footerHeading = "%nA place is a local path, or a URL such as local:/srv/data. For example:%n",
        footer = {
            "  anyfs serve                        serve ./anyfs-data over SFTP and FTP",
            "  anyfs ls -l /var/log               list a directory",
            "  anyfs cp -r /etc local:/backup/etc copy a tree",
            "",
            "Exit codes: 0 done, 1 failure, 2 usage, 3 not found, 4 exists, 5 denied, 6 unsupported;",
            "docs/cli.md has them all."
        })
public final class Anyfs implements Runnable {

    private static final Map<String, Function<Environment, Subcommand>> COMMANDS = commands();

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the versions of anyfs and Java and exit.")
    boolean version;

    private final Environment environment;

    private Anyfs(Environment environment) {
        this.environment = environment;
    }

    private static Map<String, Function<Environment, Subcommand>> commands() {
        Map<String, Function<Environment, Subcommand>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("user", UserCommand::new);
        commands.put("mount", MountCommand::new);
        commands.put("umount", UmountCommand::new);
        commands.put("mounts", MountsCommand::new);
        commands.put("ls", ListCommand::new);
        commands.put("tree", TreeCommand::new);
        commands.put("cat", CatCommand::new);
        commands.put("put", PutCommand::new);
        commands.put("get", GetCommand::new);
        commands.put("cp", CopyCommand::new);
        commands.put("mv", MoveCommand::new);
        commands.put("sync", SyncCommand::new);
        commands.put("rm", RemoveCommand::new);
        commands.put("mkdir", MakeDirectoryCommand::new);
        commands.put("stat", StatCommand::new);
        commands.put("du", DiskUsageCommand::new);
        commands.put("find", FindCommand::new);
        commands.put("hash", HashCommand::new);
        commands.put("caps", CapsCommand::new);
        commands.put("spec", SpecCommand::new);
        commands.put("with", WithCommand::new);
        commands.put("s3", S3Command::new);
        commands.put("sessions", SessionsCommand::new);
        commands.put("leaks", LeaksCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /** Runs a command line to its end, and returns the exit code. */
    public static int run(Environment environment, String... arguments) {
        String first = arguments.length > 0 ? arguments[0] : "";
        Function<Environment, Subcommand> only = COMMANDS.get(first);
        CommandLine anyfs = only == null ? commandLine(environment) : commandLine(environment, Map.of(first, only));
        return anyfs.execute(arguments);
    }

    /** The command with all its subcommands. */
    public static CommandLine commandLine(Environment environment) {
        return commandLine(environment, COMMANDS);
    }

    /** The command with some of its subcommands: reading the annotations of all takes longer than most commands run. */
    private static CommandLine commandLine(
            Environment environment, Map<String, Function<Environment, Subcommand>> commands) {
        CommandLine anyfs = new CommandLine(new Anyfs(environment));
        commands.forEach((name, command) -> anyfs.addSubcommand(name, line(command.apply(environment))));
        PrintWriter out = new PrintWriter(new TerminalWriter(environment), true);
        return anyfs.setOut(out)
                .setUsageHelpWidth(Math.min(Math.max(environment.terminal().width(), 80), 120))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                // A file may be called @name, and what is passed on to a program is passed on as it is.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((failure, line) -> refuse(environment, failure));
    }

    private static CommandLine line(Subcommand command) {
        CommandLine line = new CommandLine(command);
        command.group().forEach((name, member) -> line.addSubcommand(name, line(member)));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(commandLine(environment), "name a command");
    }

    private static int refuse(Environment environment, ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        StringBuilder text = new StringBuilder(line.getCommandSpec().qualifiedName())
                .append(": ")
                .append(String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong usage"));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            text.append("; did you mean ")
                    .append(String.join(
                            " or ",
                            unmatched
                                    .getSuggestions()
                                    .subList(
                                            0,
                                            Math.min(
                                                    3,
                                                    unmatched.getSuggestions().size()))))
                    .append('?');
        }
        environment.terminal().tell(text + "; see: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    /** The versions, from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String own = Anyfs.class.getPackage().getImplementationVersion();
            return new String[] {
                "anyfs " + (own == null ? "(unpackaged)" : own),
                "Java " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }

    /** Where picocli prints help. */
    private static final class TerminalWriter extends Writer {
        private final Environment environment;

        TerminalWriter(Environment environment) {
            this.environment = environment;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            environment.terminal().printText(new String(text, offset, length));
        }

        @Override
        public void flush() throws IOException {
            environment.terminal().flush();
        }

        @Override
        public void close() {}
    }
}
