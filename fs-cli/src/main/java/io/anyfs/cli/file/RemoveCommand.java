package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.tree.OnFailure;
import io.anyfs.tree.TreeDelete;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs rm}. */
@Command(
        name = "rm",
        description =
                "Delete files, links themselves and empty directories; with -r whole trees. The root of a storage is never deleted.",
        footer = {"  anyfs rm old.log", "  anyfs rm -r local:/srv/tmp"})
public final class RemoveCommand extends Subcommand {

    @Parameters(arity = "1..*", paramLabel = "PLACE", description = "What to delete.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = {"-r", "--recursive"},
            description = "Directories with all that they hold.")
    private boolean recursive;

    @Option(
            names = {"-f", "--force"},
            description = "What is missing is no failure.")
    private boolean force;

    /** The command in an environment. */
    public RemoveCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        endOrderlyOnSignal();
        forEach(places, text -> remove(place(text)));
    }

    private void remove(Place place) throws Exception {
        try {
            if (recursive) {
                TreeDelete.Result result = TreeDelete.of(place.fileSystem(), place.path())
                        .onFailure(OnFailure.skipAndReport((path, failure) -> note(failure)))
                        .run();
                if (result.failed() > 0) {
                    note(new IOException(place + ": " + result.failed() + " of its entries could not be deleted"));
                }
            } else {
                place.fileSystem().delete(place.path());
            }
        } catch (NoSuchFileException missing) {
            if (!force) {
                throw missing;
            }
        }
    }
}
