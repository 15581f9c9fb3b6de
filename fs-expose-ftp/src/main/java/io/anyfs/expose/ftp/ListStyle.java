package io.anyfs.expose.ftp;

import io.anyfs.expose.Session;

/** What a listing for people tells. */
enum ListStyle {
    /** LIST: as {@code ls -l}. */
    LONG {
        @Override
        LineFormat format(Session session, Entries entries) {
            return new LongFormat(session);
        }
    },
    /** NLST: names that the client can use as they are. */
    NAMES {
        @Override
        LineFormat format(Session session, Entries entries) {
            String prefix = entries.prefix();
            return (line, info, name) -> line.append(prefix).append(name);
        }
    };

    abstract LineFormat format(Session session, Entries entries);
}
