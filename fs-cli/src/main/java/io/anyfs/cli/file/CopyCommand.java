package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs cp}. */
@Command(
        name = "cp",
        description = {
            "Copy files, and with -r directories, within a storage or from one to another. If the target is a directory, they"
                    + " go into it.",
            "A file appears at the target when it is whole. Ctrl-C leaves nothing half-written."
        },
        footer = {
            "  anyfs cp report.pdf local:/srv/share/",
            "  anyfs cp -r --if-exists older photos local:/backup",
            "  anyfs cp -r -T src dst     dst becomes what src is"
        })
public final class CopyCommand extends TransferCommand {

    @Parameters(arity = "1..*", paramLabel = "PLACE", description = "What to copy, one or more, and then where to.")
    private List<String> places = List.of();

    /** The command in an environment. */
    public CopyCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        List<String> sources = Targets.sourcesIn(places);
        Place target = place(places.get(places.size() - 1));
        transfer("cp", sources, (text, progress) -> {
            Place source = place(text);
            copy(source, copying().targetOf(source, target, sources), progress);
        });
    }
}
