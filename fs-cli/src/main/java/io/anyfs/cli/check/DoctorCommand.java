package io.anyfs.cli.check;

import io.anyfs.cli.check.Finding.Verdict;
import io.anyfs.cli.check.StorageExamination.Trial;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs doctor}. */
@Command(
        name = "doctor",
        description = {
            "Examine whether anyfs will work well on this machine, and say what to do where it will not.",
            "With a PLACE also whether that storage works: whether it can be opened, how quick it is, what it can do.",
            "Exits with " + 10 + " if something does not work."
        },
        footer = {
            "  anyfs doctor",
            "  anyfs doctor --port 22 --json",
            "  anyfs doctor --write 's3://bucket/incoming?region=eu-central-1'"
        })
public final class DoctorCommand extends Subcommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "PLACE",
            description = "A storage, or a file or directory in one, to examine as well.")
    private @Nullable String place;

    @Option(
            names = "--write",
            description = "In PLACE also write, read and delete a small file with a name of its own.")
    private boolean write;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Look whether this port is free; 2222 and 2121 if not given.")
    private List<Integer> ports = List.of(2222, 2121);

    @Option(names = "--json", description = "One JSON object for each examination.")
    private boolean json;

    /** The command in an environment. */
    public DoctorCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        List<Finding> findings = findings();
        Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT);
        for (Finding finding : findings) {
            if (json) {
                terminal()
                        .print(JsonLine.readable()
                                .put("verdict", finding.verdict().name())
                                .put("subject", finding.subject())
                                .put("text", finding.text()));
            }
            table.add(finding.verdict().name(), finding.subject(), finding.text());
        }
        if (!json) {
            for (String line : table.lines()) {
                terminal().print(line);
            }
        }
        long failed = findings.stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .count();
        if (failed > 0) {
            throw new CommandException(ExitCode.DIFFERENT, failed + " of these must be mended");
        }
    }

    private List<Finding> findings() throws IOException {
        if (write && place == null) {
            throw new UsageException("--write needs a place to write to; name a directory or a URL");
        }
        List<Finding> findings = new ArrayList<>(ProgramExamination.run());
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        findings.addAll(new MachineExamination(environment(), Path.of("/proc"), temporary).run(ports));
        findings.add(new S3CredentialSources(environment().variables(), credentialProperties()).find());
        String named = place;
        if (named != null) {
            findings.addAll(new StorageExamination(System::nanoTime)
                    .run(() -> place(named), write ? Trial.ROUND_TRIP : Trial.READ));
        }
        return findings;
    }

    private static Map<String, String> credentialProperties() {
        return Map.of(
                "aws.accessKeyId", System.getProperty("aws.accessKeyId", ""),
                "aws.secretAccessKey", System.getProperty("aws.secretAccessKey", ""));
    }
}
