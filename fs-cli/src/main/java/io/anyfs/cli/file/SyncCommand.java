package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.TransferProgress;
import io.anyfs.text.JsonLine;
import io.anyfs.tree.Glob;
import io.anyfs.tree.Mirror;
import io.anyfs.tree.MirrorAction;
import io.anyfs.tree.MirrorBy;
import io.anyfs.tree.MirrorPlan;
import io.anyfs.tree.MirrorResult;
import io.anyfs.tree.OnFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs sync}. */
@Command(
        name = "sync",
        description = {
            "Make a directory like another, copying only what differs. A second run does nothing.",
            "Nothing is deleted without --delete, and then nothing if anything failed. --dry-run shows what would be done:"
                    + " + create, ~ replace, - delete, = set attributes."
        },
        footer = {
            "  anyfs sync photos local:/backup/photos --delete --dry-run",
            "  anyfs sync src mem:/src --include '**/*.java' --exclude target",
            "  anyfs sync a b --compare content --jobs 8"
        })
public final class SyncCommand extends Subcommand {

    /** How to tell that a file is up to date. */
    enum Compare {
        TIME(MirrorBy.SIZE_AND_TIME),
        SIZE(MirrorBy.SIZE),
        CONTENT(MirrorBy.CONTENT);

        private final MirrorBy by;

        Compare(MirrorBy by) {
            this.by = by;
        }
    }

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The directory to be like.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "The directory to change; created if it is missing.")
    private String to = "";

    @Option(
            names = {"-n", "--dry-run"},
            description = "Change nothing, and show what would be done.")
    private boolean dryRun;

    @Option(names = "--delete", description = "Delete at the target what the source has not.")
    private boolean delete;

    @Option(
            names = "--compare",
            paramLabel = "BY",
            defaultValue = "time",
            description = "A file is up to date if it has the same size and time (if not given), size, or content.")
    private Compare compare = Compare.TIME;

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "Only files whose path below SOURCE matches this or another; directories as they need.")
    private List<String> includes = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave alone, on both sides, what matches by its path, with all below it.")
    private List<String> excludes = new ArrayList<>();

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "4",
            description = "Copy so many files at a time; 4 if not given.")
    private int jobs = 4;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show what is done.")
    private boolean verbose;

    @Option(names = "--json", description = "One JSON object for what is shown, and one that sums up.")
    private boolean json;

    @Mixin
    private ProgressOptions progressOptions = new ProgressOptions();

    /** The command in an environment. */
    public SyncCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        if (jobs < 1 || jobs > CopyOptions.MAX_JOBS) {
            throw new UsageException("--jobs must be 1 to " + CopyOptions.MAX_JOBS + ": " + jobs);
        }
        endOrderlyOnSignal();
        Place source = place(from);
        Place target = place(to);
        try (TransferProgress progress = progressOptions.show(terminal(), "sync")) {
            Mirror mirror = mirror(source, target, progress);
            MirrorPlan plan = mirror.plan();
            if (dryRun || verbose) {
                for (MirrorAction action : plan.actions()) {
                    show(source, target, action);
                }
            }
            if (dryRun) {
                sum(plan);
            } else {
                sum(mirror.apply(plan), progress.elapsed());
            }
        }
    }

    private Mirror mirror(Place source, Place target, TransferProgress progress) {
        Mirror mirror = Mirror.of(source.fileSystem(), source.path(), target.fileSystem(), target.path())
                .comparing(compare.by)
                .parallelism(jobs)
                .progress(progress)
                .onFailure(OnFailure.skipAndReport((path, failure) -> note(failure)));
        if (delete) {
            mirror = mirror.deleting();
        }
        for (String include : includes) {
            mirror = mirror.including(glob(include));
        }
        for (String exclude : excludes) {
            mirror = mirror.excluding(glob(exclude));
        }
        return mirror;
    }

    private void show(Place source, Place target, MirrorAction action) throws IOException {
        boolean deletes = action instanceof MirrorAction.Delete;
        Place root = deletes ? target : source;
        String path = root.show(action.path().under(root.path()));
        if (json) {
            terminal().print(JsonLine.readable().put("action", name(action)).put("path", path));
        } else {
            terminal().print(sign(action) + " " + path);
        }
    }

    private void sum(MirrorPlan plan) throws IOException {
        if (json) {
            terminal()
                    .print(JsonLine.readable()
                            .put("action", "summary")
                            .put("dryRun", true)
                            .put("files", plan.files())
                            .put("bytes", plan.bytes())
                            .put("steps", plan.actions().size())
                            .put("unchanged", plan.unchanged())
                            .put("spared", plan.spared())
                            .put("failed", plan.failed()));
        }
    }

    private void sum(MirrorResult result, Duration elapsed) throws IOException {
        if (json) {
            terminal()
                    .print(JsonLine.readable()
                            .put("action", "summary")
                            .put("dryRun", false)
                            .put("created", result.created())
                            .put("updated", result.updated())
                            .put("directories", result.directories())
                            .put("links", result.links())
                            .put("attributes", result.attributes())
                            .put("deleted", result.deleted())
                            .put("unchanged", result.unchanged())
                            .put("bytes", result.bytes())
                            .put("spared", result.spared())
                            .put("failed", result.failed())
                            .put("millis", elapsed.toMillis()));
        }
        if (result.spared() > 0) {
            terminal().tell("anyfs sync: because of the failures " + result.spared() + " entries were not deleted");
        }
    }

    private static String name(MirrorAction action) {
        if (action instanceof MirrorAction.CreateDirectory) {
            return "createDirectory";
        } else if (action instanceof MirrorAction.CreateFile) {
            return "createFile";
        } else if (action instanceof MirrorAction.UpdateFile) {
            return "updateFile";
        } else if (action instanceof MirrorAction.CreateLink) {
            return "createLink";
        } else if (action instanceof MirrorAction.SetAttributes) {
            return "setAttributes";
        }
        return "delete";
    }

    private static char sign(MirrorAction action) {
        return switch (name(action)) {
            case "updateFile" -> '~';
            case "setAttributes" -> '=';
            case "delete" -> '-';
            default -> '+';
        };
    }

    private static Glob glob(String pattern) {
        try {
            return Glob.of(pattern);
        } catch (PatternSyntaxException invalid) {
            throw new UsageException("'" + pattern + "' is no pattern: " + invalid.getDescription(), invalid);
        }
    }
}
