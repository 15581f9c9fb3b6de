package io.anyfs.served;

import io.anyfs.expose.SessionInfo;
import java.io.Closeable;
import java.util.List;

/** A server that was started for a while. */
interface RunningServer extends Closeable {

    ServedAddress address();

    List<SessionInfo> sessions();
}
