package io.anyfs.served;

import io.anyfs.FileSystem;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.expose.sftp.UserKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An SFTP server with keys of its own. */
final class ServedSftp {

    private ServedSftp() {}

    static RunningServer start(FileSystem fileSystem) throws IOException {
        TemporaryDirectory secrets = TemporaryDirectory.create("anyfs-served");
        SftpServer server = null;
        boolean complete = false;
        try {
            Path key = secrets.path().resolve("id_ed25519");
            String password = Secrets.password();
            server = SftpServer.builder(fileSystem)
                    .user(Secrets.USER, password)
                    .authorizedKeys(UserKeyFile.create(key))
                    .limits(Secrets.LIMITS)
                    .host(Secrets.HOST)
                    .port(0)
                    .start();
            Path knownHosts = Files.writeString(secrets.path().resolve("known_hosts"), server.hostKeyLine() + "\n");
            ServedAddress address = new ServedAddress.Sftp(
                    Secrets.HOST,
                    server.address().getPort(),
                    Secrets.USER,
                    password,
                    key,
                    knownHosts,
                    server.fingerprint());
            complete = true;
            return new FileServer(server, server.service(), secrets, address);
        } finally {
            if (!complete) {
                try (secrets) {
                    if (server != null) {
                        server.close();
                    }
                }
            }
        }
    }
}
