package io.anyfs.cli;

import io.anyfs.cli.command.Environment;

/** The program. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Warnings.onOneLine();
        System.exit(Anyfs.run(Environment.ofProcess(), arguments));
    }
}
