package io.anyfs.tck.subject;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.PosixAttributes;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All that a filesystem holds, to compare with what it holds later: types, bytes, modification times and modes of files,
 * targets of links. Times of directories are left out, as writing a temporary file may change them.
 *
 * @param entries a line of facts for each path
 */
public record Snapshot(Map<FsPath, String> entries) {

    /** What there is now. */
    public static Snapshot of(FileSystem fs) throws IOException {
        return of(fs, directory -> true);
    }

    /** What there is now outside of one directory. */
    public static Snapshot outside(FsPath directory, FileSystem fs) throws IOException {
        return of(fs, other -> !other.equals(directory));
    }

    private static Snapshot of(FileSystem fs, Predicate<FsPath> entered) throws IOException {
        Map<FsPath, String> entries = new TreeMap<>();
        collect(fs, FsPath.ROOT, entered, entries);
        return new Snapshot(entries);
    }

    private static void collect(FileSystem fs, FsPath directory, Predicate<FsPath> entered, Map<FsPath, String> entries)
            throws IOException {
        for (FileInfo entry : fs.entries(directory)) {
            entries.put(entry.path(), facts(fs, entry));
            if (entry.isDirectory() && entered.test(entry.path())) {
                collect(fs, entry.path(), entered, entries);
            }
        }
    }

    private static String facts(FileSystem fs, FileInfo entry) throws IOException {
        return switch (entry.type()) {
            case FILE ->
                "file, " + entry.size() + " bytes " + content(fs, entry) + ", " + entry.lastModified() + mode(entry);
            case DIRECTORY -> "directory" + mode(entry);
            case SYMBOLIC_LINK -> "link to " + fs.readLink(entry.path());
            case OTHER -> "other";
        };
    }

    private static String content(FileSystem fs, FileInfo entry) throws IOException {
        return Content.fingerprint(fs.readBytes(entry.path().toString()));
    }

    private static String mode(FileInfo entry) {
        PosixAttributes posix = entry.posix();
        return posix == null ? "" : ", mode " + Integer.toOctalString(posix.mode());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        entries.forEach(
                (path, facts) -> text.append(path).append(": ").append(facts).append('\n'));
        return text.toString();
    }
}
