package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.PosixAttributes;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.EntryFields;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs stat}. */
@Command(
        name = "stat",
        description = "Show all that is known of entries.",
        footer = {"  anyfs stat local:/etc/hosts", "  anyfs stat --json -L link | jq .size"})
public final class StatCommand extends Subcommand {

    @Parameters(arity = "1..*", paramLabel = "PLACE", description = "What to look at.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = {"-L", "--follow"},
            description = "What a link leads to, instead of the link.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object for each entry.")
    private boolean json;

    /** The command in an environment. */
    public StatCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        forEach(places, text -> print(place(text)));
    }

    private void print(Place place) throws IOException {
        FileInfo info = follow ? place.stat() : place.fileSystem().lstat(place.path());
        String target = LinkTarget.of(place, info);
        if (json) {
            terminal().print(EntryFields.json(info, place.text(), target));
            return;
        }
        Table table = new Table(Align.LEFT, Align.LEFT);
        table.add("path", place.text());
        table.add("storage", place.fileSystem().name());
        table.add("type", EntryFields.type(info.type()));
        if (target != null) {
            table.add("target", target);
        }
        table.add("size", String.valueOf(info.size()));
        table.add("modified", info.lastModified().toString());
        if (info.created() != null) {
            table.add("created", info.created().toString());
        }
        if (info.lastAccess() != null) {
            table.add("accessed", info.lastAccess().toString());
        }
        PosixAttributes posix = info.posix();
        if (posix != null) {
            table.add("mode", String.format("%04o %s", posix.mode(), EntryFields.mode(info)));
            table.add("owner", posix.uid() + " " + EntryFields.owner(info));
            table.add("group", posix.gid() + " " + EntryFields.group(info));
            table.add("links", String.valueOf(posix.links()));
        }
        if (info.version() != null) {
            table.add("version", info.version());
        }
        if (info.fileId() != null) {
            table.add("file id", info.fileId());
        }
        for (String line : table.lines()) {
            terminal().print(line);
        }
    }
}
