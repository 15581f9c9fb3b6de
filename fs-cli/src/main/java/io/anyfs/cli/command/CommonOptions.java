package io.anyfs.cli.command;

import picocli.CommandLine.Option;

/** What every command has. */
final class CommonOptions {

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    boolean help;

    @Option(names = "--debug", description = "On failure print the stack traces too.")
    boolean debug;
}
