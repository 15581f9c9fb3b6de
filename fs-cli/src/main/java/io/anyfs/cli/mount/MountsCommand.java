package io.anyfs.cli.mount;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.text.Table;
import io.anyfs.cli.text.Table.Align;
import io.anyfs.mount.os.MountedPlace;
import io.anyfs.mount.os.OsMounts;
import io.anyfs.text.JsonLine;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code anyfs mounts}. */
@Command(
        name = "mounts",
        description = {
            "List the mounts of anyfs on this machine: where, whether they answer (serving, silent, or dead: the process has ended),"
                    + " how, what is mounted, and where a mount in the background writes its log."
        },
        footer = {"  anyfs mounts", "  anyfs mounts --json | jq -r 'select(.state == \"dead\").path'"})
public final class MountsCommand extends Subcommand {

    @Option(names = "--json", description = "One JSON object for each mount.")
    private boolean json;

    /** The command in an environment. */
    public MountsCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run() throws Exception {
        Table table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
        for (MountedPlace mount : OsMounts.list()) {
            String state = mount.state().name().toLowerCase(Locale.ROOT);
            Path log = MountLog.find(environment(), mount.path());
            if (json) {
                terminal()
                        .print(JsonLine.readable()
                                .put("path", mount.path().toString())
                                .put("state", state)
                                .put("readOnly", mount.readOnly())
                                .put("source", mount.source())
                                .put("log", log == null ? null : log.toString()));
            } else {
                table.add(
                        mount.path().toString(),
                        state,
                        mount.readOnly() ? "read-only" : "writable",
                        mount.source(),
                        log == null ? "" : log.toString());
            }
        }
        for (String line : table.lines()) {
            terminal().print(line);
        }
    }
}
