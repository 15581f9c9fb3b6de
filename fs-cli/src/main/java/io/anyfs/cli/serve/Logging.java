package io.anyfs.cli.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What is logged to standard error: of commands, only what goes wrong; of servers, one line for each event. */
public final class Logging {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private static final String LINE = "%1$tF %1$tT %4$-7s %5$s%6$s%n";

    private Logging() {}

    /**
     * Keeps the libraries of commands quiet, which would tell of each login, and has each warning in one line, as failures are. Nothing
     * is set up before somebody logs, so that this costs a command no time.
     */
    public static void prepare() {
        if (!isUsers()) {
            System.setProperty("java.util.logging.config.class", OfCommands.class.getName());
            if (System.getProperty(FORMAT) == null) {
                System.setProperty(FORMAT, "anyfs: %5$s%n");
            }
        }
    }

    /** Whether the user says how to log. */
    private static boolean isUsers() {
        String own = System.getProperty("java.util.logging.config.class");
        return System.getProperty("java.util.logging.config.file") != null
                || (own != null && !own.equals(OfCommands.class.getName()));
    }

    /**
     * Begins. Warnings of ours are logged always; verbosity 1 adds what happens, 2 what the libraries say. Of themselves they
     * warn of every client that breaks the protocol, and tell again what we tell.
     */
    public static void start(int verbosity) {
        if (isUsers()) {
            return;
        }
        System.setProperty(FORMAT, LINE);
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

    /** What the JDK creates when somebody logs for the first time. */
    public static final class OfCommands {

        /** Sets up logging. */
        public OfCommands() throws IOException {
            String settings = """
                    handlers=java.util.logging.ConsoleHandler
                    .level=WARNING
                    org.apache.level=OFF
                    """;
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }
}
