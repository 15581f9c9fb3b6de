package io.anyfs.expose.ftp;

import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.expose.Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where links lead, for listings: what cannot be told is left out. */
final class LinkTarget {

    private LinkTarget() {}

    /** Where the link leads; {@code null} if the entry is none, or that is not known. */
    static @Nullable String of(Session session, FileInfo info) {
        if (!info.isSymbolicLink() || !session.capabilities(info.path()).has(Capability.SYMBOLIC_LINKS)) {
            return null;
        }
        try {
            return session.readLink(info.path());
        } catch (IOException gone) {
            return null;
        }
    }
}
