package io.anyfs.cli.check;

import io.anyfs.cli.check.Finding.Verdict;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.text.JsonLine;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code anyfs doctor}. */
@Command(
        name = "doctor",
        description = {
            "Examine whether anyfs will work well on this machine, and say what to do where it will not.",
            "Exits with " + 10 + " if something does not work."
        },
        footer = {"  anyfs doctor", "  anyfs doctor --port 22 --json"})
public final class DoctorCommand extends Subcommand {

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
        List<Finding> findings = new Examination(environment(), Path.of("/proc")).run(ports);
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
}
