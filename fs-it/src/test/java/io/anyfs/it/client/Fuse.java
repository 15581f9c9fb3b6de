package io.anyfs.it.client;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** What mounting needs of a machine. */
public final class Fuse {

    private static final Path DEVICE = Path.of("/dev/fuse");
    private static final int OLDEST_JAVA = 22;

    private Fuse() {}

    /** Skips the test where this machine or this JVM cannot mount, and fails it where the environment says {@code CI=true}. */
    public static void require() {
        if (Runtime.version().feature() < OLDEST_JAVA) {
            abort("mounting needs Java " + OLDEST_JAVA);
        }
        Program.find("fusermount3");
        if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
            String message = DEVICE + " cannot be opened";
            if ("true".equals(System.getenv("CI"))) {
                fail(message + ", and CI=true asks for FUSE");
            }
            abort(message);
        }
    }
}
