package io.anyfs.served;

import io.anyfs.expose.FileService;
import io.anyfs.expose.Session;
import io.anyfs.expose.SessionInfo;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A server that lets users in by the secrets of a directory, which goes with it. */
record FileServer(Closeable server, FileService service, TemporaryDirectory secrets, ServedAddress address)
        implements RunningServer {

    @Override
    public List<SessionInfo> sessions() {
        return service.sessions().stream().map(Session::info).toList();
    }

    @Override
    public void close() throws IOException {
        try (secrets) {
            server.close();
        }
    }
}
