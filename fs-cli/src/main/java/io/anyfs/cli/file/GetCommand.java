package io.anyfs.cli.file;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Place;
import io.anyfs.cli.command.UsageException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code anyfs get}. */
@Command(
        name = "get",
        description = "Copy files, and with -r directories, out of a storage to local files; - is standard output.",
        footer = {
            "  anyfs get local:/srv/report.pdf         into this directory",
            "  anyfs get -r local:/srv/photos ~/photos",
            "  anyfs get local:/srv/dump.gz - | gunzip"
        })
public final class GetCommand extends TransferCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE… [LOCAL]",
            hideParamSyntax = true,
            description = "What to get; and then, if there are several arguments, a local path or -.")
    private List<String> places = new ArrayList<>();

    /** The command in an environment. */
    public GetCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        int last = places.size() - 1;
        List<String> sources = last == 0 ? places : places.subList(0, last);
        String target = last == 0 ? "." : places.get(last);
        if (target.equals("-")) {
            if (copying().recursive) {
                throw new UsageException("a directory cannot go to standard output; leave out -r");
            }
            forEach(sources, source -> FileBytes.print(place(source), terminal()));
            return;
        }
        Place local = places().local(target);
        transfer("get", sources, (text, progress) -> {
            Place source = place(text);
            copy(source, copying().targetOf(source, local, sources), progress);
        });
    }
}
