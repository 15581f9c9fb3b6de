package io.anyfs.nio.backend;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The names of files that are being written, which no user's file can have. */
final class TemporaryNames {

    private static final String PREFIX = ".nio-anyfs-";
    private static final String IN_PATH = "/" + PREFIX;
    private static final String RUN = Long.toString(new SecureRandom().nextLong() >>> 1, 36);
    private static final AtomicLong NEXT = new AtomicLong();

    private TemporaryNames() {}

    /** A name that nobody else has. */
    static String next() {
        return PREFIX + RUN + '-' + Long.toString(NEXT.getAndIncrement(), 36) + ".part";
    }

    static boolean isReserved(String name) {
        return name.startsWith(PREFIX);
    }

    /** Refuses paths that would reach unfinished files. */
    static void requireFree(FsPath path) throws InvalidNameException {
        if (path.toString().contains(IN_PATH)) {
            throw new InvalidNameException(
                    path.toString(), "names that begin with '" + PREFIX + "' are kept for unfinished files");
        }
    }
}
