package io.anyfs.cli.file;

import io.anyfs.FileInfo;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.EntryFields;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs tree}. */
@Command(
        name = "tree",
        description = "Draw directories with all below them. A link is shown as itself and not entered.",
        footer = {"  anyfs tree", "  anyfs tree -L 2 local:/srv"})
public final class TreeCommand extends Subcommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "DIRECTORY",
            description = "What to draw; this directory if none is given.")
    private List<String> directories = new ArrayList<>();

    @Option(
            names = {"-L", "--depth"},
            paramLabel = "LEVELS",
            description = "Go no deeper than this.")
    private int depth = Integer.MAX_VALUE;

    @Option(names = "-a", description = "Also names that begin with a dot.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object for each entry, with its depth.")
    private boolean json;

    private long files;
    private long subdirectories;

    /** The command in an environment. */
    public TreeCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        forEach(directories.isEmpty() ? List.of(".") : directories, text -> draw(place(text)));
        if (!json) {
            terminal().print("");
            terminal()
                    .print(subdirectories
                            + (subdirectories == 1 ? " directory, " : " directories, ")
                            + files
                            + (files == 1 ? " file" : " files"));
        }
    }

    private void draw(Place top) throws Exception {
        List<FileInfo> first = entries(top, top.stat());
        if (!json) {
            terminal().print(top.text());
        }
        // An own stack, because a tree may be deeper than that of a thread.
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(new Level("", first.iterator()));
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (!level.rest.hasNext()) {
                levels.pop();
                continue;
            }
            FileInfo entry = level.rest.next();
            boolean last = !level.rest.hasNext();
            print(top, entry, level.indent + (last ? "└── " : "├── "), levels.size());
            if (entry.isDirectory() && levels.size() < depth) {
                try {
                    levels.push(new Level(
                            level.indent + (last ? "    " : "│   "),
                            entries(top, entry).iterator()));
                } catch (IOException unreadable) {
                    failed(unreadable);
                }
            }
        }
    }

    private List<FileInfo> entries(Place top, FileInfo directory) throws IOException {
        List<FileInfo> entries = new ArrayList<>(top.fileSystem().entries(directory.path()));
        entries.removeIf(entry -> !all && entry.name().startsWith("."));
        entries.sort(Comparator.comparing(FileInfo::name));
        return entries;
    }

    private void print(Place top, FileInfo entry, String indent, int level) throws IOException {
        if (entry.isDirectory()) {
            subdirectories++;
        } else {
            files++;
        }
        String target = LinkTarget.of(top, entry);
        if (json) {
            terminal()
                    .print(EntryFields.json(entry, top.show(entry.path()), target)
                            .put("depth", level));
        } else {
            terminal().print(indent + entry.name() + (target == null ? "" : " -> " + target));
        }
    }

    private record Level(String indent, Iterator<FileInfo> rest) {}
}
