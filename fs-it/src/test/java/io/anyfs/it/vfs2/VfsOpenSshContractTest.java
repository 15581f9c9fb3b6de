package io.anyfs.it.vfs2;

import io.anyfs.it.client.ClientHome;
import io.anyfs.it.client.Program;
import io.anyfs.it.client.SshFiles;
import io.anyfs.tck.InBrief;
import io.anyfs.tck.cases.Deleting;
import io.anyfs.tck.cases.Listing;
import io.anyfs.tck.cases.Names;
import io.anyfs.tck.cases.Replacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's server, logged in to by key, through Commons VFS. */
@InBrief({Listing.class, Deleting.class, Replacing.class, Names.class})
class VfsOpenSshContractTest extends ServerContract {

    @TempDir
    static Path directory;

    @Override
    Site start() throws IOException, InterruptedException {
        Path sshd = Program.find("sshd");
        Path served = Files.createDirectory(directory.resolve("served"));
        ClientHome home = ClientHome.in(Files.createDirectory(directory.resolve("home")));
        SshFiles user = SshFiles.withKey(home, "ed25519");
        ClientHome host = ClientHome.in(Files.createDirectory(directory.resolve("host")));
        SshFiles server = SshFiles.withKey(host, "ed25519");
        ServerProcess process = ServerProcess.start(
                directory.resolve("log"),
                port -> List.of(sshd.toString(), "-D", "-e", "-f", config(user, server, port)));
        Path known = user.knownHosts("[127.0.0.1]:" + process.port() + " " + Files.readString(server.publicKey()));
        String url = "vfs+sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + process.port() + served
                + "?identity=" + user.privateKey() + "&knownHosts=" + known;
        return ServedDirectory.of(url, served, process);
    }

    private String config(SshFiles user, SshFiles server, int port) throws IOException {
        return Files.writeString(
                        directory.resolve("sshd_config"), """
                        ListenAddress 127.0.0.1
                        Port %d
                        HostKey %s
                        AuthorizedKeysFile %s
                        PidFile none
                        UsePAM no
                        StrictModes no
                        PasswordAuthentication no
                        PermitRootLogin yes
                        MaxSessions 200
                        Subsystem sftp internal-sftp
                        """.formatted(port, server.privateKey(), user.publicKey()))
                .toString();
    }
}
