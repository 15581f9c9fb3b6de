package io.anyfs.it.crash;

import io.anyfs.FileSystem;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.it.crash.Round.Sizes;
import java.io.IOException;
import java.util.List;

/** FTP, where the end of the data connection is the end of the file, and a cut one looks the same. */
class FtpCrashTest extends CrashMatrix {

    @Override
    Serving serve(FileSystem files, ServiceLimits limits, UploadPolicy uploads) throws IOException {
        FtpServer server = FtpServer.builder(files)
                .user(USER, PASSWORD)
                .limits(limits)
                .uploads(uploads)
                .port(0)
                .start();
        return new Serving(server, server.address().getPort(), server.service(), server::connections);
    }

    @Override
    Upload connect(int port, CuttableSockets sockets) throws IOException {
        return new FtpUpload(port, USER, PASSWORD, sockets);
    }

    @Override
    Round round(long seed, Sizes sizes) {
        return Round.of(seed, sizes, FtpUpload.WAYS, List.of(Ending.values()));
    }

    /** The announced size has come: what becomes of the connection then does not matter. */
    @Override
    boolean mayBeWhole(Round round) {
        return round.way().equals(FtpUpload.ANNOUNCED);
    }

    @Override
    int start(Round round, int oldBytes) {
        return switch (round.way()) {
            case FtpUpload.APPENDED -> oldBytes;
            case FtpUpload.RESUMED -> Math.min(oldBytes, FtpUpload.OFFSET);
            default -> 0;
        };
    }

    /** A resume cuts off what is behind its offset. */
    @Override
    boolean keepsRest(Round round) {
        return false;
    }
}
