package io.anyfs.cli.file;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.ByteSize;
import io.anyfs.cli.text.EntryFields;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs ls}. */
@Command(
        name = "ls",
        description = "List directories. A link is shown as itself.",
        footer = {
            "  anyfs ls                   what is in this directory",
            "  anyfs ls -lh local:/srv    with permissions, sizes for humans, times",
            "  anyfs ls --sort size -r .  the smallest first",
            "  anyfs ls --json . | jq -r 'select(.type==\"file\").name'"
        })
public final class ListCommand extends Subcommand {

    /** By what entries are sorted. */
    enum Sort {
        NAME,
        SIZE,
        TIME,
        NONE;

        Comparator<FileInfo> order() {
            Comparator<FileInfo> byName = Comparator.comparing(FileInfo::name);
            return switch (this) {
                case NAME -> byName;
                case SIZE -> Comparator.comparingLong(FileInfo::size).reversed().thenComparing(byName);
                case TIME ->
                    Comparator.comparing(FileInfo::lastModified).reversed().thenComparing(byName);
                // Sorting is stable: what is equal stays as it is.
                case NONE -> Comparator.comparing(entry -> 0);
            };
        }
    }

    @Parameters(arity = "0..*", paramLabel = "PLACE", description = "What to list; this directory if none is given.")
    private List<String> places = new ArrayList<>();

    @Option(names = "-l", description = "One line each: permissions, owner, group, size, time, name.")
    private boolean details;

    @Option(names = "-h", description = "With -l: sizes with units of 1024.")
    private boolean human;

    @Option(names = "-a", description = "Also names that begin with a dot.")
    private boolean all;

    @Option(
            names = "--sort",
            paramLabel = "BY",
            defaultValue = "name",
            description = "name, size (largest first), time (newest first) or none (as the storage has them).")
    private Sort sort = Sort.NAME;

    @Option(
            names = {"-r", "--reverse"},
            description = "The other way round.")
    private boolean reverse;

    @Option(names = "--json", description = "One JSON object for each entry.")
    private boolean json;

    /** The command in an environment. */
    public ListCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        List<String> named = places.isEmpty() ? List.of(".") : places;
        forEach(named, text -> list(place(text), named.size() > 1));
    }

    private void list(Place place, boolean withTitle) throws IOException {
        FileInfo info = place.stat();
        if (!info.isDirectory()) {
            print(place, List.of(info));
            return;
        }
        if (withTitle && !json) {
            terminal().print(place + ":");
        }
        if (sort == Sort.NONE && !details) {
            stream(place);
        } else {
            print(place, sorted(place));
        }
        if (withTitle && !json) {
            terminal().print("");
        }
    }

    /** Without an order nothing has to be remembered, however large the directory. */
    private void stream(Place place) throws IOException {
        try (DirectoryListing listing = place.fileSystem().list(place.path())) {
            for (FileInfo entry = listing.next(); entry != null; entry = listing.next()) {
                if (shows(entry)) {
                    print(place, List.of(entry));
                }
            }
        }
    }

    private List<FileInfo> sorted(Place place) throws IOException {
        List<FileInfo> entries = new ArrayList<>(place.fileSystem().entries(place.path()));
        entries.removeIf(entry -> !shows(entry));
        entries.sort(reverse ? sort.order().reversed() : sort.order());
        return entries;
    }

    private boolean shows(FileInfo entry) {
        return all || !entry.name().startsWith(".");
    }

    private void print(Place place, List<FileInfo> entries) throws IOException {
        if (json) {
            for (FileInfo entry : entries) {
                terminal().print(EntryFields.json(entry, place.show(entry.path()), LinkTarget.of(place, entry)));
            }
        } else if (details) {
            Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
            for (FileInfo entry : entries) {
                table.add(
                        EntryFields.mode(entry),
                        EntryFields.owner(entry),
                        EntryFields.group(entry),
                        human ? ByteSize.human(entry.size()) : String.valueOf(entry.size()),
                        EntryFields.time(entry.lastModified()),
                        named(place, entry));
            }
            for (String line : table.lines()) {
                terminal().print(line);
            }
        } else {
            for (FileInfo entry : entries) {
                terminal().print(name(place, entry));
            }
        }
    }

    private static String named(Place place, FileInfo entry) {
        String target = LinkTarget.of(place, entry);
        return target == null ? name(place, entry) : name(place, entry) + " -> " + target;
    }

    /** A file that was named itself is shown as it was named. */
    private static String name(Place place, FileInfo entry) {
        return entry.path().equals(place.path()) ? place.text() : entry.name();
    }
}
