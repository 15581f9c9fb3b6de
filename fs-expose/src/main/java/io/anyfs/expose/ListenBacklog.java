package io.anyfs.expose;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many connections the kernel queues for a listening socket until the server accepts them. Linux cuts what is asked for
 * to {@code net.core.somaxconn} without a word, and the connections beyond it are lost under load: asking for more than is
 * granted is an error here.
 */
public final class ListenBacklog {

    private static final Path SOMAXCONN = Path.of("/proc/sys/net/core/somaxconn");
    private static final int USUAL = 1_024;

    private ListenBacklog() {}

    /** What a server asks for that was not told: 1,024, or what the kernel grants if that is less. */
    public static int usual() {
        return Math.min(USUAL, granted(SOMAXCONN));
    }

    /**
     * Returns what was asked for, if the kernel grants it.
     *
     * @param asked connections, 1 or more
     * @throws BindException if the kernel would cut it; the message says what to do
     */
    public static int require(int asked) throws BindException {
        return require(asked, SOMAXCONN);
    }

    static int require(int asked, Path somaxconn) throws BindException {
        if (asked < 1) {
            throw new IllegalArgumentException("the listen backlog must be 1 or more: " + asked);
        }
        int granted = granted(somaxconn);
        if (asked > granted) {
            throw new BindException("the listen backlog of " + asked + " is above the " + granted
                    + " that the kernel grants: ask for less, or raise it with 'sysctl -w net.core.somaxconn=" + asked
                    + "'");
        }
        return asked;
    }

    /** Where the kernel does not say, it grants all that can be asked for, as far as anybody knows. */
    private static int granted(Path somaxconn) {
        try {
            return Integer.parseInt(Files.readString(somaxconn).strip());
        } catch (IOException | NumberFormatException unknown) {
            return Integer.MAX_VALUE;
        }
    }
}
