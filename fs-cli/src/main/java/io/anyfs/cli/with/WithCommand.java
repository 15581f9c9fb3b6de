package io.anyfs.cli.with;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.SpecFile;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.serve.Logging;
import io.anyfs.mount.MountScript;
import io.anyfs.served.Served;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs with}. */
@Command(
        name = "with",
        description = {
            "Serve what a spec describes on free ports of this machine, run a command, and tear all down again.",
            "The command finds the addresses, with user, password and keys, in environment variables such as",
            "ANYFS_SFTP_URL, and for S3 in those of AWS; docs/testing.md has them all. Exits as the command does."
        },
        footer = {
            "  anyfs with --spec tree.yaml --serve ftp -- sh -c 'curl -u \"$ANYFS_FTP_USER:$ANYFS_FTP_PASSWORD\" $ANYFS_FTP_URL'",
            "  anyfs with --spec tree.yaml --serve sftp,s3 -- ./run-tests --verbose"
        })
public final class WithCommand extends Subcommand {

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "What there is to find.")
    private @Nullable Path spec;

    @Option(
            names = "--serve",
            required = true,
            split = ",",
            paramLabel = "PROTOCOL",
            description = "How to serve it: ${COMPLETION-CANDIDATES}; several by commas or as several options.")
    private List<ServedProtocol> protocols = List.of();

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
        try (Served served = Served.over(script, EnumSet.copyOf(protocols));
                AtShutdown teardown = AtShutdown.close(served)) {
            Map<String, String> variables = new LinkedHashMap<>();
            served.addresses().stream().map(ServedAddress::environment).forEach(variables::putAll);
            RunningProgram program = RunningProgram.start(command, variables, environment());
            teardown.endFirst(program);
            exitLike(program.await());
        }
    }
}
