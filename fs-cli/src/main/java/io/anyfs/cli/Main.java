package io.anyfs.cli;

import io.anyfs.cli.command.Environment;
import io.anyfs.cli.serve.Logging;

/** The program. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logging.prepare();
        System.exit(Anyfs.run(Environment.ofProcess(), arguments));
    }
}
