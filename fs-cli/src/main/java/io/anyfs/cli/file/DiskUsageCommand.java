package io.anyfs.cli.file;

import io.anyfs.FsPath;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.ByteSize;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.text.JsonLine;
import io.anyfs.tree.DiskUsage;
import io.anyfs.tree.DiskUsage.Usage;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs du}. */
@Command(
        name = "du",
        description = "Show how many bytes the files of trees hold, and how many files there are.",
        footer = {"  anyfs du -h", "  anyfs du -s local:/srv local:/home", "  anyfs du --depth 2 --json ."})
public final class DiskUsageCommand extends Subcommand {

    @Parameters(arity = "0..*", paramLabel = "PLACE", description = "What to measure; this directory if none is given.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = {"-d", "--depth"},
            paramLabel = "LEVELS",
            description = "Show the entries down to this depth; 1 if not given.")
    private int depth = 1;

    @Option(
            names = {"-s", "--summarize"},
            description = "Only the sum of each, as with --depth 0.")
    private boolean summarize;

    @Option(names = "-h", description = "Sizes with units of 1024.")
    private boolean human;

    @Option(names = "--json", description = "One JSON object for each entry.")
    private boolean json;

    /** The command in an environment. */
    public DiskUsageCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        forEach(places.isEmpty() ? List.of(".") : places, text -> measure(place(text)));
    }

    private void measure(Place place) throws IOException {
        DiskUsage.Report report = DiskUsage.of(place.fileSystem(), place.path())
                .depth(summarize ? 0 : Math.max(0, depth))
                .onFailure(OnFailure.skipAndReport((path, failure) -> note(failure)))
                .measure();
        if (json) {
            for (Map.Entry<FsPath, Usage> entry : report.entries().entrySet()) {
                terminal().print(json(place.show(entry.getKey()), entry.getValue()));
            }
            return;
        }
        Table table = new Table(Align.RIGHT, Align.RIGHT, Align.LEFT);
        report.entries()
                .forEach((path, usage) -> table.add(
                        human ? ByteSize.human(usage.bytes()) : String.valueOf(usage.bytes()),
                        usage.files() + (usage.files() == 1 ? " file " : " files"),
                        place.show(path)));
        for (String line : table.lines()) {
            terminal().print(line);
        }
    }

    private static JsonLine json(String path, Usage usage) {
        return JsonLine.readable()
                .put("path", path)
                .put("bytes", usage.bytes())
                .put("files", usage.files())
                .put("directories", usage.directories())
                .put("others", usage.others());
    }
}
