package io.anyfs.it.client;

import io.anyfs.FsPath;
import io.anyfs.expose.FileService;
import io.anyfs.expose.Session;
import java.io.IOException;

/** Looks at uploads under way. */
public final class InFlight {

    private InFlight() {}

    /** How much of a file has come, as the session that uploads it sees it; -1 before it was opened. */
    public static long bytes(FileService service, String path) {
        for (Session session : service.sessions()) {
            try {
                if (session.openResources().stream()
                        .anyMatch(open -> open.label().equals(path))) {
                    return session.stat(FsPath.of(path)).size();
                }
            } catch (IOException notYet) {
                return -1;
            }
        }
        return -1;
    }
}
