package io.anyfs.it.crash;

import io.anyfs.FileSystem;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.it.crash.Round.Sizes;
import java.io.IOException;
import java.util.List;

/** SFTP, where a file is whole when its handle was closed. */
class SftpCrashTest extends CrashMatrix {

    @Override
    Serving serve(FileSystem files, ServiceLimits limits, UploadPolicy uploads) throws IOException {
        SftpServer server = SftpServer.builder(files)
                .user(USER, PASSWORD)
                .limits(limits)
                .uploads(uploads)
                .port(0)
                .start();
        return new Serving(
                server,
                server.address().getPort(),
                server.service(),
                () -> server.service().sessions().size());
    }

    @Override
    Upload connect(int port, CuttableSockets sockets) throws IOException {
        return new SftpUpload(port, USER, PASSWORD, sockets);
    }

    /** All connections of a client are one. */
    @Override
    Round round(long seed, Sizes sizes) {
        return Round.of(seed, sizes, SftpUpload.WAYS, List.of(Ending.CLOSED, Ending.RESET, Ending.HALF_CLOSED));
    }

    @Override
    boolean mayBeWhole(Round round) {
        return false;
    }

    @Override
    int start(Round round, int oldBytes) {
        return round.way().equals(SftpUpload.APPENDING) ? oldBytes : 0;
    }

    @Override
    boolean keepsRest(Round round) {
        return round.way().equals(SftpUpload.KEPT);
    }
}
