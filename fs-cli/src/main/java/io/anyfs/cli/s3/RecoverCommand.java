package io.anyfs.cli.s3;

import io.anyfs.FsPath;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.EntryFields;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.s3.S3Options;
import io.anyfs.s3.S3Recovery;
import io.anyfs.s3.UnfinishedMove;
import io.anyfs.text.JsonLine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs s3 recover}. */
@Command(
        name = "recover",
        description = {
            "List the moves of directories in a bucket that were begun and not ended: when, how far they got, from where to"
                    + " where, in which process, and their identity. With --complete or --undo end them.",
            "A move that is under way now is among them: see first that its process has ended; one on this machine is left"
                    + " alone. What was changed since is"
                    + " neither overwritten nor deleted, but listed; the exit code is 10 then, and the move stays.",
            "The URL is that of the whole storage, as it was served or opened. The moves of anyfs mv are with the bucket:"
                    + " s3://bucket."
        },
        footer = {
            "  anyfs s3 recover s3://bucket",
            "  anyfs s3 recover s3://bucket --complete",
            "  anyfs s3 recover s3://bucket --undo --move 8d5c2c1e-0b8f-4a5e-9d53-0f0f4ac2a001"
        })
public final class RecoverCommand extends Subcommand {

    @Parameters(paramLabel = "URL", description = "The storage, such as s3://bucket.")
    private String url = "";

    @Option(names = "--complete", description = "Copy what is missing at the target, then delete the source.")
    private boolean complete;

    @Option(
            names = "--undo",
            description = "Delete what was copied. Only while nothing was deleted at the source (phase copying).")
    private boolean undo;

    @Option(names = "--move", paramLabel = "ID", description = "Only the move with this identity.")
    private @Nullable String only;

    @Option(names = "--json", description = "One JSON object for each.")
    private boolean json;

    /** The command in an environment. */
    public RecoverCommand(Environment environment) {
        super(environment, S3Command.GROUP);
    }

    @Override
    protected void run() throws Exception {
        if (complete && undo) {
            throw new UsageException("choose one of --complete and --undo");
        }
        S3Options options = BucketUrl.options(places().url(url));
        Place root = place(url);
        List<UnfinishedMove> moves = S3Recovery.find(options).stream()
                .filter(move -> only == null || move.id().equals(only))
                .toList();
        if (only != null && moves.isEmpty()) {
            throw new CommandException(ExitCode.NOT_FOUND, "no unfinished move has the identity " + only);
        } else if (complete || undo) {
            endOrderlyOnSignal();
            forEach(moves, move -> end(options, root, move));
        } else {
            list(root, moves);
        }
    }

    private void list(Place root, List<UnfinishedMove> moves) throws IOException {
        Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
        for (UnfinishedMove move : moves) {
            if (json) {
                terminal()
                        .print(json(root, move)
                                .put("phase", phase(move))
                                .put("started", move.started())
                                .put("host", move.host())
                                .put("pid", move.pid())
                                .put("running", move.isRunningHere()));
            }
            table.add(
                    EntryFields.time(move.started()),
                    phase(move),
                    fromTo(root, move),
                    move.host() + " " + move.pid(),
                    move.id());
        }
        if (!json) {
            for (String line : table.lines()) {
                terminal().print(line);
            }
        }
    }

    private void end(S3Options options, Place root, UnfinishedMove move) throws Exception {
        if (move.isRunningHere()) {
            throw new CommandException(
                    ExitCode.TRY_AGAIN,
                    fromTo(root, move) + ": process " + move.pid() + " is still at it; wait for it, or end it first");
        }
        S3Recovery.Result result = undo
                ? S3Recovery.undo(options, move, S3Recovery.Progress.NONE)
                : S3Recovery.complete(options, move, S3Recovery.Progress.NONE);
        if (json) {
            terminal()
                    .print(json(root, move)
                            .put("action", undo ? "undo" : "complete")
                            .put("finished", result.finished())
                            .put("copied", result.copied())
                            .put("kept", result.kept())
                            .put("deleted", result.deleted())
                            .put("differing", result.differing()));
        } else {
            String done = !result.finished() ? "unfinished" : undo ? "undone" : "completed";
            terminal()
                    .print(done + "  " + fromTo(root, move) + "  " + result.copied() + " copied, " + result.kept()
                            + " there already, " + result.deleted() + " deleted");
            for (String key : result.differing()) {
                terminal().print("differs  " + key);
            }
        }
        if (!result.finished()) {
            throw new CommandException(
                    ExitCode.DIFFERENT,
                    fromTo(root, move) + ": " + result.differing().size()
                            + " objects were changed since and stay; move or delete them, and try again");
        }
    }

    private static JsonLine json(Place root, UnfinishedMove move) {
        return JsonLine.readable()
                .put("id", move.id())
                .put("source", show(root, move.source()))
                .put("target", show(root, move.target()));
    }

    private static String phase(UnfinishedMove move) {
        return move.phase().name().toLowerCase(Locale.ROOT);
    }

    private static String fromTo(Place root, UnfinishedMove move) {
        return show(root, move.source()) + " -> " + show(root, move.target());
    }

    private static String show(Place root, FsPath path) {
        return root.show(path.under(root.path()));
    }
}
