package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.EntryFields;
import io.anyfs.tree.Glob;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.Walk;
import io.anyfs.tree.WalkCursor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs find}. */
@Command(
        name = "find",
        description = "Print the entries of trees that fulfil all conditions. Links are not followed.",
        footer = {
            "  anyfs find src --name '*.java' --newer 7d",
            "  anyfs find local:/var --type f --size +100MiB",
            "  anyfs find . --path 'docs/**/*.{md,txt}' -0 | xargs -0 wc -l"
        })
public final class FindCommand extends Subcommand {

    /** What sort of entry. */
    enum Type {
        F(FileType.FILE),
        D(FileType.DIRECTORY),
        L(FileType.SYMBOLIC_LINK),
        O(FileType.OTHER);

        private final FileType type;

        Type(FileType type) {
            this.type = type;
        }
    }

    @Parameters(arity = "0..*", paramLabel = "PLACE", description = "Where to look; this directory if none is given.")
    private List<String> places = new ArrayList<>();

    @Option(names = "--name", paramLabel = "GLOB", description = "The last name matches: *, ?, [a-z], {one,other}.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--path",
            paramLabel = "GLOB",
            description = "The path below PLACE matches; ** goes through directories.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "f file, d directory, l link, o other.")
    private List<Type> types = new ArrayList<>();

    @Option(
            names = "--size",
            paramLabel = "[+|-]SIZE",
            description = "A file larger (+) or smaller (-) than this, or exactly so; units kB and KiB, MB and MiB …")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--newer",
            paramLabel = "WHEN",
            description = "Modified after this: an age such as 30m, 12h or 7d, a date or time in ISO 8601, or a file.")
    private List<String> newer = new ArrayList<>();

    @Option(names = "--older", paramLabel = "WHEN", description = "Modified before this.")
    private List<String> older = new ArrayList<>();

    @Option(names = "--max-depth", paramLabel = "LEVELS", description = "Go no deeper than this; 0 is PLACE itself.")
    private int maxDepth = Integer.MAX_VALUE;

    @Option(
            names = {"-0", "--print0"},
            description = "End each path with a NUL instead of a newline.")
    private boolean nul;

    @Option(names = "--json", description = "One JSON object for each entry.")
    private boolean json;

    /** The command in an environment. */
    public FindCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        Predicate<FileInfo> wanted = conditions();
        List<Glob> below = globs(paths);
        forEach(places.isEmpty() ? List.of(".") : places, text -> find(place(text), wanted, below));
    }

    private void find(Place top, Predicate<FileInfo> wanted, List<Glob> below) throws IOException {
        Walk walk = Walk.of(top.fileSystem(), top.path())
                .maxDepth(maxDepth)
                .entering(directory ->
                        below.stream().allMatch(glob -> glob.couldMatchBelow(directory.path(), top.path())))
                .onFailure(OnFailure.skipAndReport((path, failure) -> note(failure)));
        try (WalkCursor entries = walk.open()) {
            for (FileInfo entry = entries.next(); entry != null; entry = entries.next()) {
                FsPath path = entry.path();
                if (wanted.test(entry) && below.stream().allMatch(glob -> glob.matches(path, top.path()))) {
                    print(top, entry);
                }
            }
        }
    }

    private void print(Place top, FileInfo entry) throws IOException {
        String path = top.show(entry.path());
        if (json) {
            terminal().print(EntryFields.json(entry, path, LinkTarget.of(top, entry)));
        } else if (nul) {
            terminal().printWithNul(path);
        } else {
            terminal().print(path);
        }
    }

    private Predicate<FileInfo> conditions() throws IOException {
        List<Predicate<FileInfo>> conditions = new ArrayList<>();
        for (Glob glob : globs(names)) {
            conditions.add(entry -> !entry.path().isRoot() && glob.matches(FsPath.ROOT.child(entry.name())));
        }
        if (!types.isEmpty()) {
            conditions.add(entry -> types.stream().anyMatch(type -> type.type == entry.type()));
        }
        for (String size : sizes) {
            SizeCondition condition = SizeCondition.parse(size);
            conditions.add(condition::holds);
        }
        for (String when : newer) {
            Instant moment = moment(when);
            conditions.add(entry -> entry.lastModified().isAfter(moment));
        }
        for (String when : older) {
            Instant moment = moment(when);
            conditions.add(entry -> entry.lastModified().isBefore(moment));
        }
        return entry -> conditions.stream().allMatch(condition -> condition.test(entry));
    }

    private Instant moment(String when) throws IOException {
        Instant said = Moment.parse(when, Instant.now());
        return said != null ? said : place(when).stat().lastModified();
    }

    private static List<Glob> globs(List<String> patterns) {
        try {
            return patterns.stream().map(Glob::of).toList();
        } catch (PatternSyntaxException invalid) {
            throw new UsageException(
                    "'" + invalid.getPattern() + "' is no pattern: " + invalid.getDescription(), invalid);
        }
    }
}
