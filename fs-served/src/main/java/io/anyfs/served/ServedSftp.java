package io.anyfs.served;

import io.anyfs.FileSystem;
import io.anyfs.expose.Session;
import io.anyfs.expose.SessionInfo;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.expose.sftp.UserKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An SFTP server with keys of its own. */
final class ServedSftp implements RunningServer {

    private final SftpServer server;
    private final Path directory;
    private final ServedAddress address;

    private ServedSftp(SftpServer server, Path directory, ServedAddress address) {
        this.server = server;
        this.directory = directory;
        this.address = address;
    }

    static ServedSftp start(FileSystem fileSystem) throws IOException {
        Path directory = Secrets.directory();
        SftpServer server = null;
        boolean complete = false;
        try {
            Path key = directory.resolve("id_ed25519");
            String password = Secrets.password();
            server = SftpServer.builder(fileSystem)
                    .user(Secrets.USER, password)
                    .authorizedKeys(UserKeyFile.create(key))
                    .limits(Secrets.LIMITS)
                    .host(Secrets.HOST)
                    .port(0)
                    .start();
            Path knownHosts = Files.writeString(directory.resolve("known_hosts"), server.hostKeyLine() + "\n");
            ServedAddress address = new ServedAddress.Sftp(
                    Secrets.HOST,
                    server.address().getPort(),
                    Secrets.USER,
                    password,
                    key,
                    knownHosts,
                    server.fingerprint());
            complete = true;
            return new ServedSftp(server, directory, address);
        } finally {
            if (!complete) {
                end(server, directory);
            }
        }
    }

    @Override
    public ServedAddress address() {
        return address;
    }

    @Override
    public List<SessionInfo> sessions() {
        return server.service().sessions().stream().map(Session::info).toList();
    }

    @Override
    public void close() throws IOException {
        end(server, directory);
    }

    private static void end(@Nullable SftpServer server, Path directory) throws IOException {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            Secrets.delete(directory);
        }
    }
}
