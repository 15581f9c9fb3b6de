package io.anyfs.cli.spec;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.command.Subcommand;
import io.anyfs.spec.SpecSchema;
import picocli.CommandLine.Command;

/** {@code anyfs spec schema}. */
@Command(
        name = "schema",
        description = {
            "Print the JSON Schema of specs, by which editors complete and explain them.",
            "The language server for YAML finds it by a first line: # yaml-language-server: $schema=anyfs-spec.schema.json"
        },
        footer = "  anyfs spec schema > anyfs-spec.schema.json")
public final class SchemaCommand extends Subcommand {

    /** The command in an environment. */
    public SchemaCommand(Environment environment) {
        super(environment, SpecCommand.GROUP);
    }

    @Override
    protected void run() throws Exception {
        terminal().printText(SpecSchema.json());
    }
}
