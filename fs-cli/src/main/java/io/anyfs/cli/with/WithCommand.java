package io.anyfs.cli.with;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.SpecFile;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.serve.Logging;
import io.anyfs.mount.MountScript;
import io.anyfs.mount.os.MountUnavailableException;
import io.anyfs.served.ServedProtocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs with}. */
@Command(
        name = "with",
        description = {
            "Mount what a spec describes, or serve it on free ports of this machine, run a command, and tear all down again.",
            "The command finds the directory in ANYFS_MOUNT, and addresses, with user, password and keys, in variables such as",
            "ANYFS_SFTP_URL, and for S3 in those of AWS; docs/testing.md has them all. Exits as the command does."
        },
        footer = {
            "  anyfs with --spec tree.yaml -- sh -c 'ls -R \"$ANYFS_MOUNT\"'",
            "  anyfs with --spec tree.yaml --serve ftp -- sh -c 'curl -u \"$ANYFS_FTP_USER:$ANYFS_FTP_PASSWORD\" $ANYFS_FTP_URL'",
            "  anyfs with --spec tree.yaml --serve sftp,s3 -- ./run-tests --verbose"
        })
public final class WithCommand extends Subcommand {

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "What there is to find.")
    private @Nullable Path spec;

    @Option(
            names = "--serve",
            split = ",",
            paramLabel = "PROTOCOL",
            description = "How to serve it: ${COMPLETION-CANDIDATES}; several by commas or as several options.")
    private List<ServedProtocol> protocols = List.of();

    @Option(names = "--mount", description = "Mount it on a directory, too. So it is without --serve.")
    private boolean mount;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The command and what is passed on to it; write -- in front.")
    private List<String> command = List.of();

    /** The command in an environment. */
    public WithCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        Logging.start(0);
        endOrderlyOnSignal();
        Path file = environment().workingDirectory().resolve(Objects.requireNonNull(spec));
        MountScript script = MountScript.of(SpecFile.read(file));
        try (Provided provided = provide(script);
                AtShutdown teardown = AtShutdown.close(provided)) {
            RunningProgram program = RunningProgram.start(command, provided.variables(), environment());
            teardown.endFirst(program);
            exitLike(program.await());
        }
    }

    private Provided provide(MountScript script) throws CommandException, IOException {
        Set<ServedProtocol> served = protocols.isEmpty() ? Set.of() : EnumSet.copyOf(protocols);
        try {
            return Provided.start(script, served, mount || served.isEmpty());
        } catch (MountUnavailableException missing) {
            throw new CommandException(
                    ExitCode.UNSUPPORTED, missing.getMessage() + "; --serve does without a mount", missing);
        }
    }
}
