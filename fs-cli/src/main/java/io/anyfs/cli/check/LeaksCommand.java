package io.anyfs.cli.check;

import io.anyfs.WriteOptions;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.lifecycle.CorruptDumpException;
import io.anyfs.lifecycle.DumpAnalysis;
import io.anyfs.lifecycle.DumpAnalysis.Grouping;
import io.anyfs.lifecycle.DumpReport;
import io.anyfs.lifecycle.DumpRequest;
import io.anyfs.lifecycle.DumpRequestException;
import io.anyfs.lifecycle.OwnershipGraph;
import io.anyfs.lifecycle.ResourceDump;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs leaks}. */
@Command(
        name = "leaks",
        description = {
            "Say what was open in a process, from a dump: the oldest, by kind, by owner, by place of opening; compared with an"
                    + " older dump also what grows.",
            "With --pid a running anyfs server of yours is asked for a dump first."
        },
        footer = {
            "  anyfs leaks --pid 4711",
            "  anyfs leaks new.dump old.dump",
            "  anyfs leaks new.dump --format svg -o open.svg"
        })
public final class LeaksCommand extends Subcommand {

    /** What to print. */
    enum Format {
        TEXT,
        DOT,
        SVG
    }

    @Parameters(
            arity = "0..2",
            paramLabel = "DUMP [OLDER]",
            hideParamSyntax = true,
            description =
                    "A dump, and an older one of the same process to compare it with. With --pid only the older one.")
    private List<String> dumps = new ArrayList<>();

    @Option(names = "--pid", paramLabel = "PID", description = "Ask this process for a dump.")
    private @Nullable Long pid;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the answer of the process; 30 if not given.")
    private int patience = 30;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (if not given), dot for Graphviz, or svg.")
    private Format format = Format.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there instead of to standard output.")
    private @Nullable String output;

    @Option(names = "--top", paramLabel = "N", description = "So many lines in each section; 10 if not given.")
    private int top = 10;

    @Option(names = "--json", description = "One JSON object with the sums.")
    private boolean json;

    /** The command in an environment. */
    public LeaksCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        int expected = pid == null ? 1 : 0;
        if (dumps.size() < expected || dumps.size() > expected + 1) {
            throw new UsageException(
                    pid == null
                            ? "name a dump, or a process with --pid; see: anyfs leaks --help"
                            : "with --pid only an older dump can be named; see: anyfs leaks --help");
        }
        if (top < 1) {
            throw new UsageException("--top must be 1 or more: " + top);
        }
        ResourceDump dump = pid == null ? read(path(dumps.get(0))) : ask(pid);
        DumpAnalysis analysis = dumps.size() == expected ? DumpAnalysis.of(dump) : compare(dump, dumps.get(expected));
        String text = text(analysis);
        if (output == null) {
            terminal().printText(text);
        } else {
            Place target = places().local(output);
            target.fileSystem().write(target.path(), WriteOptions.replace(), out -> {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            });
        }
    }

    private ResourceDump ask(long process) throws IOException, CommandException {
        try {
            Path dump = DumpRequest.send(process, Duration.ofSeconds(patience));
            terminal().tell("anyfs leaks: the dump is " + dump);
            return read(dump);
        } catch (DumpRequestException refused) {
            ExitCode exitCode = switch (refused.reason()) {
                case NO_SUCH_PROCESS -> ExitCode.NOT_FOUND;
                case NOT_PERMITTED -> ExitCode.DENIED;
                case UNSUPPORTED, NOT_LISTENING -> ExitCode.UNSUPPORTED;
                case TIMED_OUT -> ExitCode.TRY_AGAIN;
                case FAILED -> ExitCode.FAILURE;
            };
            throw new CommandException(exitCode, String.valueOf(refused.getMessage()), refused);
        }
    }

    private DumpAnalysis compare(ResourceDump newer, String older) throws IOException, CommandException {
        try {
            return DumpAnalysis.of(newer, read(path(older)));
        } catch (IllegalArgumentException unrelated) {
            throw new UsageException(String.valueOf(unrelated.getMessage()), unrelated);
        }
    }

    private static ResourceDump read(Path file) throws IOException, CommandException {
        try {
            return ResourceDump.read(file);
        } catch (CorruptDumpException corrupt) {
            throw new CommandException(ExitCode.FAILURE, String.valueOf(corrupt.getMessage()), corrupt);
        }
    }

    private Path path(String name) {
        return environment().workingDirectory().resolve(name);
    }

    private String text(DumpAnalysis analysis) {
        if (json) {
            return json(analysis) + "\n";
        }
        return switch (format) {
            case TEXT -> new DumpReport(analysis, top).toString();
            case DOT -> OwnershipGraph.of(analysis.dump()).dot();
            case SVG -> OwnershipGraph.of(analysis.dump()).svg();
        };
    }

    private JsonLine json(DumpAnalysis analysis) {
        var header = analysis.dump().header();
        JsonLine line = JsonLine.readable()
                .put("pid", header.pid())
                .put("writtenAt", header.writtenAt())
                .put("open", header.total())
                .put("leaked", header.leaks());
        for (Grouping grouping : Grouping.values()) {
            String name = grouping.name().toLowerCase(Locale.ROOT);
            List<JsonLine> totals = new ArrayList<>();
            for (DumpAnalysis.Group group : analysis.totals(grouping)) {
                totals.add(JsonLine.readable()
                        .put("name", group.name())
                        .put("count", group.count())
                        .put("oldestMillis", group.oldest().toMillis()));
            }
            line.putAll(name + "s", totals);
            if (analysis.older() != null) {
                List<JsonLine> growths = new ArrayList<>();
                for (DumpAnalysis.Growth growth : analysis.growth(grouping)) {
                    growths.add(JsonLine.readable()
                            .put("name", growth.name())
                            .put("before", growth.before())
                            .put("now", growth.now()));
                }
                line.putAll(name + "Growth", growths);
            }
        }
        return line;
    }
}
