package io.anyfs.expose.ftp;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.expose.Session;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the facts of entries of one directory, as MLSD and MLST tell them. For one thread. */
final class FactLine implements LineFormat {

    private final Session session;
    private final MachineFact[] chosen;
    private final Capabilities around;
    private final String ofFiles;

    // Directories of one storage have the same capabilities, and mostly the same object.
    private @Nullable Capabilities lastWithin;
    private String ofLastDirectory = "";

    /** @param directory what holds the entries: it decides which of them can be renamed and removed */
    FactLine(Session session, FsPath directory, Set<MachineFact> chosen) {
        this.session = session;
        this.chosen = chosen.toArray(MachineFact[]::new);
        this.around = session.capabilities(directory);
        this.ofFiles = filePermissions(around);
    }

    @Override
    public void append(StringBuilder line, FileInfo info, String name) {
        for (MachineFact fact : chosen) {
            String value = fact.of(info, this);
            if (value != null) {
                line.append(fact.label()).append('=').append(value).append(';');
            }
        }
        line.append(' ').append(name);
    }

    /** Where a link leads, {@code null} if that is not known. */
    @Nullable
    String target(FileInfo info) {
        return LinkTarget.of(session, info);
    }

    /** RFC 3659 section 7.5.5. A directory can be where another storage begins, which can do other things. */
    String permissions(FileInfo info) {
        if (!info.isDirectory()) {
            return ofFiles;
        }
        if (info.path().isRoot()) {
            return inside(around);
        }
        Capabilities within = session.capabilities(info.path());
        if (within != lastWithin) {
            lastWithin = within;
            ofLastDirectory = inside(within) + outside(around, Capability.MOVE_DIRECTORY);
        }
        return ofLastDirectory;
    }

    private static String filePermissions(Capabilities around) {
        String write = !around.has(Capability.WRITE) ? "r" : around.has(Capability.APPEND) ? "raw" : "rw";
        return write + outside(around, Capability.MOVE);
    }

    /** What can be done in a directory. */
    private static String inside(Capabilities within) {
        return within.has(Capability.WRITE) ? "elcmp" : "el";
    }

    /** What can be done with an entry. */
    private static String outside(Capabilities around, Capability move) {
        if (!around.has(Capability.WRITE)) {
            return "";
        }
        return around.has(Capability.MOVE) && around.has(move) ? "df" : "d";
    }
}
