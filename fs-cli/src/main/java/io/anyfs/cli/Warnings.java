package io.anyfs.cli;

/** How warnings of the libraries look among what a command tells. */
final class Warnings {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private Warnings() {}

    /** From now on each is one line, as failures are; {@code anyfs serve} has lines of its own. */
    static void onOneLine() {
        if (System.getProperty("java.util.logging.config.file") == null && System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "anyfs: %5$s%n");
        }
    }
}
