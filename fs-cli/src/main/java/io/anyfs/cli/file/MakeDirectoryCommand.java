package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.Subcommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anyfs mkdir}. */
@Command(
        name = "mkdir",
        description = "Create directories.",
        footer = {"  anyfs mkdir local:/srv/new", "  anyfs mkdir -p a/b/c"})
public final class MakeDirectoryCommand extends Subcommand {

    @Parameters(arity = "1..*", paramLabel = "DIRECTORY", description = "What to create.")
    private List<String> directories = new ArrayList<>();

    @Option(
            names = {"-p", "--parents"},
            description = "Parents too, and no failure if the directory exists.")
    private boolean parents;

    /** The command in an environment. */
    public MakeDirectoryCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        forEach(directories, text -> create(place(text)));
    }

    private void create(Place place) throws IOException {
        if (parents) {
            place.fileSystem().createDirectories(place.path());
        } else {
            place.fileSystem().createDirectory(place.path());
        }
    }
}
