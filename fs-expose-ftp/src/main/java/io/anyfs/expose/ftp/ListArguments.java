package io.anyfs.expose.ftp;

/**
 * What follows LIST, NLST and STAT. Clients give the flags of ls there, though no RFC has them: {@code -R} and {@code -d} are
 * done, all others change nothing.
 *
 * @param recursive {@code -R}: directories with all that they hold
 * @param itself {@code -d}: the directory rather than what it holds
 * @param path the rest; empty for the working directory
 */
record ListArguments(boolean recursive, boolean itself, String path) {

    static ListArguments parse(String argument) {
        String rest = argument.stripLeading();
        if (!rest.startsWith("-")) {
            return new ListArguments(false, false, argument);
        }
        StringBuilder flags = new StringBuilder();
        while (rest.startsWith("-")) {
            int space = rest.indexOf(' ');
            flags.append(space < 0 ? rest : rest.substring(0, space));
            rest = space < 0 ? "" : rest.substring(space + 1).stripLeading();
        }
        return new ListArguments(flags.indexOf("R") >= 0, flags.indexOf("d") >= 0, rest);
    }

    /** What names in a directory begin with, so that a client can use them as they are (RFC 1123 section 4.1.2.7). */
    String directoryPrefix() {
        return path.isEmpty() || path.endsWith("/") ? path : path + "/";
    }

    /** The same for entries that the last name of the path stands for. */
    String entryPrefix() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
