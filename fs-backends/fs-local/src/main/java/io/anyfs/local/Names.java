package io.anyfs.local;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Names of files as the system can have them. The JVM writes names in the encoding of its locale ({@code sun.jnu.encoding}),
 * which is fixed at its start; in the locale C that is ASCII.
 */
final class Names {

    private static final System.Logger LOG = System.getLogger(Names.class.getName());
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final AtomicBoolean WARNED_OF_NAME = new AtomicBoolean();
    /** What the JVM puts in the place of bytes that it cannot decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final String REMEDY = "file names are written in " + encoding()
            + "; start the JVM in a UTF-8 locale, such as LC_ALL=C.UTF-8, or with -Dsun.jnu.encoding=UTF-8";

    private Names() {}

    /** Says once in the life of the JVM that it cannot express all names. */
    static void warnOfEncoding(Path root) {
        if (root.getFileSystem().getSeparator().equals("/")
                && !encoding().equalsIgnoreCase("UTF-8")
                && WARNED.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "names outside of ASCII may be refused: " + REMEDY);
        }
    }

    /**
     * Whether a name that the system has is the same after it was a text. One that is not in the JVM's encoding is not: whoever
     * asked for that text would be told that nothing is there, or get another file.
     */
    static boolean isExpressible(Path name) {
        String text = name.toString();
        try {
            return text.indexOf(REPLACEMENT) < 0
                    || name.equals(name.getFileSystem().getPath(text));
        } catch (InvalidPathException inNoOtherEncoding) {
            // ASCII has not even the character that stands for the others.
            return false;
        }
    }

    /** Says once in the life of the JVM that there are files whose names it cannot express. */
    static void warnOfUnreadableName(FsPath directory) {
        if (WARNED_OF_NAME.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: holds a file that cannot be reached and is not listed, because its name is not in {1}; rename it"
                            + " with the system''s tools. The same goes for all such files; this is said once.",
                    directory,
                    encoding());
        }
    }

    /** One name as a path of the system. */
    static Path path(Path host, String name) throws InvalidNameException {
        Path path;
        try {
            path = host.getFileSystem().getPath(name);
        } catch (InvalidPathException invalid) {
            throw refusal(name, invalid);
        }
        // Where the system has other separators, a name must not become several.
        if (path.getNameCount() != 1 || path.isAbsolute()) {
            throw new InvalidNameException(name, "this system takes it for more than one name");
        }
        return path;
    }

    /** A whole path as a path of the system. */
    static Path path(Path root, String prefix, FsPath path) throws InvalidNameException {
        try {
            return root.getFileSystem().getPath(prefix + path);
        } catch (InvalidPathException invalid) {
            throw refusal(path.toString(), invalid);
        }
    }

    private static InvalidNameException refusal(String name, InvalidPathException invalid) {
        InvalidNameException refusal = new InvalidNameException(name, REMEDY);
        refusal.initCause(invalid);
        return refusal;
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "UTF-8");
    }
}
