package io.anyfs.cli.file;

import io.anyfs.IfExists;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.TransferProgress;
import io.anyfs.tree.TreeMove;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs mv}. */
@Command(
        name = "mv",
        description = {
            "Move or rename files and directories, within a storage or from one to another. If the target is a directory, they"
                    + " go into it.",
            "Where a storage cannot rename, all is copied and compared before anything is deleted at the source."
        },
        footer = {"  anyfs mv draft.txt final.txt", "  anyfs mv photos local:/archive/"})
public final class MoveCommand extends Subcommand {

    /** What {@code --if-exists} can be. */
    enum Choice {
        FAIL,
        SKIP,
        REPLACE
    }

    @Parameters(arity = "1..*", paramLabel = "PLACE", description = "What to move, one or more, and then where to.")
    private List<String> places = List.of();

    @Option(
            names = "--if-exists",
            paramLabel = "CHOICE",
            defaultValue = "fail",
            description = "When a file exists: fail (if not given), skip or replace. Directories are never replaced.")
    private Choice ifExists = Choice.FAIL;

    @Option(
            names = {"-T", "--no-target-directory"},
            description = "The target is the new name, even if a directory is there.")
    private boolean exactTarget;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "4",
            description = "Where files are copied, so many at a time; 4 if not given.")
    private int jobs = 4;

    @Mixin
    private ProgressOptions progressOptions = new ProgressOptions();

    /** The command in an environment. */
    public MoveCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        if (jobs < 1 || jobs > CopyOptions.MAX_JOBS) {
            throw new UsageException("--jobs must be 1 to " + CopyOptions.MAX_JOBS + ": " + jobs);
        }
        endOrderlyOnSignal();
        List<String> sources = Targets.sourcesIn(places);
        Place target = place(places.get(places.size() - 1));
        Targets targets = exactTarget ? Targets.EXACT : Targets.INTO_DIRECTORIES;
        try (TransferProgress progress = progressOptions.show(terminal(), "mv")) {
            forEach(sources, text -> {
                Place source = place(text);
                move(source, targets.of(source, target, sources.size()), progress);
            });
        }
    }

    private void move(Place source, Place target, TransferProgress progress) throws IOException {
        if (ifExists == Choice.SKIP
                && !source.equals(target)
                && target.fileSystem().exists(target.path())) {
            return;
        }
        TreeMove.of(source.fileSystem(), source.path(), target.fileSystem(), target.path())
                .ifExists(ifExists == Choice.REPLACE ? IfExists.REPLACE : IfExists.FAIL)
                .parallelism(jobs)
                .progress(progress)
                .run();
    }
}
