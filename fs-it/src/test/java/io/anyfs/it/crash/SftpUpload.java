package io.anyfs.it.crash;

import io.anyfs.it.wire.SshConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.SFTPEngine;
import org.jspecify.annotations.Nullable;

/** An upload by write requests to an open handle. */
final class SftpUpload implements Upload {

    private static final String BACKWARDS = "backwards";
    static final String APPENDING = "appending";
    static final String KEPT = "kept";
    static final List<String> WAYS = List.of("pipelined", BACKWARDS, APPENDING, KEPT);

    private static final int CHUNK = 32_768;
    private static final int UNCONFIRMED = 64;

    private final SSHClient ssh;
    private final SFTPEngine sftp;
    private String way = "";
    private @Nullable RemoteFile file;

    SftpUpload(int port, String user, String password, CuttableSockets sockets) throws IOException {
        this.ssh = SshConnection.logIn("127.0.0.1", port, user, password, sockets);
        this.sftp = new SFTPEngine(ssh).init();
    }

    @Override
    public void begin(Round round) throws IOException {
        way = round.way();
        Set<OpenMode> modes = EnumSet.of(OpenMode.WRITE, OpenMode.CREAT);
        if (way.equals(APPENDING)) {
            modes.add(OpenMode.APPEND);
        } else if (!way.equals(KEPT)) {
            modes.add(OpenMode.TRUNC);
        }
        file = sftp.open(round.target(), modes);
    }

    @Override
    @SuppressWarnings("resource") // closing the stream would wait for the server
    public void send(byte[] bytes, int count) throws IOException {
        RemoteFile target = Objects.requireNonNull(file);
        if (way.equals(BACKWARDS)) {
            for (int end = count; end > 0; end -= CHUNK) {
                int start = Math.max(0, end - CHUNK);
                target.write(start, bytes, start, end - start);
            }
            return;
        }
        OutputStream out = target.new RemoteFileOutputStream(0, UNCONFIRMED);
        for (int start = 0; start < count; start += CHUNK) {
            out.write(bytes, start, Math.min(CHUNK, count - start));
        }
    }

    /** The client's threads end with its socket, which is closed by now. */
    @Override
    public void close() throws IOException {
        ssh.close();
    }
}
