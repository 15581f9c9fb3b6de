package io.anyfs.vfs2.backend;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The names of files that are not published yet, or not any more, which no user's file can have. */
final class TemporaryNames {

    private static final String PREFIX = ".vfs-anyfs-";
    private static final String IN_PATH = "/" + PREFIX;
    private static final String RUN = Long.toString(new SecureRandom().nextLong() >>> 1, 36);
    private static final AtomicLong NEXT = new AtomicLong();

    private TemporaryNames() {}

    /** Where a file is uploaded to before it takes its place. */
    static FsPath unfinished(FsPath target) {
        return next(target, ".part");
    }

    /** Where a file is kept until another has taken its place. */
    static FsPath aside(FsPath replaced) {
        return next(replaced, ".old");
    }

    private static FsPath next(FsPath beside, String suffix) {
        return beside.parentOrRoot().child(PREFIX + RUN + '-' + Long.toString(NEXT.getAndIncrement(), 36) + suffix);
    }

    static boolean isReserved(String name) {
        return name.startsWith(PREFIX);
    }

    /** Refuses paths that would reach such files. */
    static void requireFree(FsPath path) throws InvalidNameException {
        if (path.toString().contains(IN_PATH)) {
            throw new InvalidNameException(
                    path.toString(), "names that begin with '" + PREFIX + "' are kept for unfinished files");
        }
    }
}
