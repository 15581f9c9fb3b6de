package io.anyfs.cli.serve;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What servers log to standard error: one line for each event. */
public final class Logging {

    private static final String LINE = "%1$tF %1$tT %4$-7s %5$s%6$s%n";

    private Logging() {}

    /**
     * Begins. Warnings of ours are logged always; verbosity 1 adds what happens, 2 what the libraries say. Of themselves they
     * warn of every client that breaks the protocol, and tell again what we tell.
     */
    public static void start(int verbosity) {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
        for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
            handler.setLevel(Level.ALL);
        }
        Loggers.LIBRARIES.setLevel(verbosity > 1 ? Level.INFO : Level.OFF);
        Loggers.OWN.setLevel(verbosity > 1 ? Level.FINE : verbosity > 0 ? Level.INFO : Level.WARNING);
    }

    /** Held, because a logger that nobody refers to loses its level. */
    private static final class Loggers {
        private static final Logger OWN = Logger.getLogger("io.anyfs");
        private static final Logger LIBRARIES = Logger.getLogger("org.apache");
    }
}
