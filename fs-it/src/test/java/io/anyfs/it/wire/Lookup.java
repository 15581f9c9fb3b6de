package io.anyfs.it.wire;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import java.io.IOException;

/** What a client can ask about a place, to find out why a server refused something. */
interface Lookup {

    /** The facts of the entry itself; {@code null} if the server says that nothing is there. */
    FileInfo find(FsPath path) throws IOException;

    /** Where a link leads. */
    String linkTarget(FsPath link) throws IOException;

    /** Whether a directory holds anything. */
    boolean isEmpty(FsPath directory) throws IOException;
}
