package io.anyfs.it.crash;

import io.anyfs.FsPath;
import io.anyfs.it.wire.FtpConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** An upload over a data connection. */
final class FtpUpload implements Upload {

    static final String ANNOUNCED = "ALLO, STOR";
    static final String APPENDED = "APPE";
    static final String RESUMED = "REST, STOR";
    static final List<String> WAYS = List.of("STOR", ANNOUNCED, APPENDED, RESUMED);

    /** Where a resume begins. */
    static final int OFFSET = 2;

    private final FtpConnection control;
    private OutputStream out = OutputStream.nullOutputStream();

    FtpUpload(int port, String user, String password, CuttableSockets sockets) throws IOException {
        this.control = FtpConnection.logIn("127.0.0.1", port, user, password, sockets);
    }

    @Override
    public void begin(Round round) throws IOException {
        switch (round.way()) {
            case ANNOUNCED -> control.allocate(round.size());
            case RESUMED -> control.sendCommand("REST", round.replaces() ? String.valueOf(OFFSET) : "0");
            default -> {}
        }
        Socket data = control.transfer(round.way().equals(APPENDED) ? "APPE" : "STOR", FsPath.of(round.target()));
        out = data.getOutputStream();
    }

    @Override
    public void send(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
    }

    @Override
    public void close() {}
}
