package io.anyfs.cli.s3;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.cli.command.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code anyfs s3}. */
@Command(
        name = "s3",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands ('anyfs s3 COMMAND --help' shows more):%n",
        description = "Look after a bucket: unfinished uploads, interrupted moves, keys that are no paths.",
        footer = {
            "  anyfs s3 uploads s3://bucket --abort-older-than 7d",
            "  anyfs s3 recover s3://bucket --complete",
            "  anyfs s3 odd s3://bucket/photos"
        })
public final class S3Command extends Subcommand {

    static final String GROUP = "anyfs s3";

    /** The command in an environment. */
    public S3Command(Environment environment) {
        super(environment);
    }

    @Override
    public Map<String, Subcommand> group() {
        Map<String, Subcommand> group = new LinkedHashMap<>();
        group.put("uploads", new UploadsCommand(environment()));
        group.put("recover", new RecoverCommand(environment()));
        group.put("odd", new OddKeysCommand(environment()));
        return group;
    }

    @Override
    protected void run() {
        throw new UsageException("name one of its commands: uploads, recover or odd; see: anyfs s3 --help");
    }
}
