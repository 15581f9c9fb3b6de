package io.anyfs.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SingleUser;
import io.anyfs.it.wire.FtpConnection;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.local.LinkPolicy;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.local.LocalOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;
import org.apache.commons.net.ftp.FTPReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Links out of the directory that is served, planted there before or made by the client, and everything that a client can ask for. */
@Timeout(120)
class LinksOutTest {

    private static final String SECRET = "nobody may read this";

    @TempDir
    private Path top;

    private Path root;
    private Path outside;
    private FileSystem files;

    @BeforeEach
    void plant() throws IOException {
        root = Files.createDirectories(top.resolve("root"));
        outside = Files.createDirectories(top.resolve("outside"));
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.createDirectory(outside.resolve("empty"));
        Files.createDirectories(root.resolve("d/e"));
        Files.writeString(root.resolve("d/f"), "inside");
        Files.createSymbolicLink(root.resolve("absolute"), outside);
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside"));
        Files.createSymbolicLink(root.resolve("d/hop"), Path.of("../../outside"));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("d/hop"));
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("in"), Path.of("d"));
    }

    @AfterEach
    void nothing_outside_has_changed() throws IOException {
        files.close();
        assertEquals(SECRET, Files.readString(outside.resolve("secret")));
        try (var entries = Files.list(outside)) {
            assertEquals(
                    List.of("empty", "secret"),
                    entries.map(entry -> entry.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLLOW")
    void no_command_of_ftp_gets_through_a_link_out(LinkPolicy links) throws IOException {
        try (AllServers servers = serve(links)) {
            FtpConnection client = FtpConnection.logIn("127.0.0.1", servers.ftpPort(), "alice", "secret");
            try {
                client.sendCommand("SITE", "SYMLINK ../outside made");
                client.sendCommand("SITE", "SYMLINK " + outside + " made-absolute");
                client.sendCommand("SITE", "SYMLINK ../../outside d/moved");
                client.sendCommand("RNFR", "d/moved");
                client.sendCommand("RNTO", "moved");
                for (String link : List.of(
                        "absolute", "relative", "chain", "d/hop", "made", "made-absolute", "moved", "d/moved")) {
                    throughDirectory(client, link);
                }
                throughFile(client, "file");
                assertEquals(
                        links == LinkPolicy.WITHIN,
                        FTPReply.isPositiveCompletion(client.sendCommand("SIZE", "in/f")),
                        "a link that stays inside");
            } finally {
                client.disconnect();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLLOW")
    void no_request_of_sftp_and_no_command_beside_it_gets_through_a_link_out(LinkPolicy links) throws IOException {
        try (AllServers servers = serve(links);
                SSHClient connection = SshConnection.logIn("127.0.0.1", servers.sftpPort(), "alice", "secret");
                SFTPClient client = connection.newSFTPClient()) {
            attempt(() -> link(client, "/made", "../outside"));
            attempt(() -> link(client, "/made-absolute", outside.toString()));
            attempt(() -> link(client, "/d/moved", "../../outside"));
            attempt(() -> client.rename("/d/moved", "/moved"));
            for (String link :
                    List.of("/absolute", "/relative", "/chain", "/d/hop", "/made", "/made-absolute", "/moved")) {
                throughDirectory(client, connection, link);
            }
            throughFile(client, connection, "/file");
            if (links == LinkPolicy.WITHIN) {
                assertEquals(6, client.stat("/in/f").getSize());
            } else {
                refused("a link that stays inside", () -> client.stat("/in/f"));
            }
        }
    }

    /** The one policy that says so; then what is reached is what the process may reach. */
    @Test
    void only_an_operator_who_lets_links_be_followed_lets_them_lead_out() throws IOException {
        try (AllServers servers = serve(LinkPolicy.FOLLOW);
                SSHClient connection = SshConnection.logIn("127.0.0.1", servers.sftpPort(), "alice", "secret");
                SFTPClient client = connection.newSFTPClient()) {
            assertEquals(SECRET.length(), client.stat("/absolute/secret").getSize());
            FtpConnection ftp = FtpConnection.logIn("127.0.0.1", servers.ftpPort(), "alice", "secret");
            try {
                assertTrue(FTPReply.isPositiveCompletion(ftp.sendCommand("SIZE", "relative/secret")));
            } finally {
                ftp.disconnect();
            }
        }
    }

    private void throughDirectory(FtpConnection client, String link) throws IOException {
        for (String command : List.of(
                "CWD %s",
                "CWD %s/empty",
                "SIZE %s/secret",
                "MDTM %s/secret",
                "MLST %s/secret",
                "HASH %s/secret",
                "XMD5 %s/secret",
                "DELE %s/secret",
                "RMD %s/empty",
                "MKD %s/new",
                "MFMT 20200101000000 %s/secret",
                "MFF UNIX.mode=0777; %s/secret",
                "SITE CHMOD 777 %s/secret",
                "SITE UTIME 20200101000000 %s/secret",
                "SITE SYMLINK secret %s/link")) {
            refused(client, String.format(command, link));
        }
        refused(client, "RNFR " + link + "/secret", "RNTO stolen");
        refused(client, "RNFR d/f", "RNTO " + link + "/f");
        for (String command : List.of("RETR %s/secret", "STOR %s/new", "STOR %s/secret", "APPE %s/secret")) {
            transferRefused(client, String.format(command, link));
        }
        for (String command : List.of("LIST %s/", "NLST %s/", "MLSD %s/", "LIST -R %s/", "LIST %s/*", "STAT %s/")) {
            transferRefused(client, String.format(command, link));
        }
    }

    /** A rename or deletion is of the link itself. */
    private void throughFile(FtpConnection client, String link) throws IOException {
        for (String command : List.of("SIZE %s", "MDTM %s", "HASH %s", "SITE CHMOD 777 %s", "MFMT 20200101000000 %s")) {
            refused(client, String.format(command, link));
        }
        for (String command : List.of("RETR %s", "APPE %s", "STOR %s")) {
            transferRefused(client, String.format(command, link));
        }
    }

    private static void refused(FtpConnection client, String command) throws IOException {
        int reply = client.sendCommand(command);
        assertTrue(reply >= 500 && reply < 560, command + ": " + client.getReplyString());
        assertFalse(client.getReplyString().contains(SECRET));
    }

    private static void refused(FtpConnection client, String first, String second) throws IOException {
        if (client.sendCommand(first) == FTPReply.FILE_ACTION_PENDING) {
            refused(client, second);
        }
    }

    /** Nothing of what is outside comes over the data connection, and nothing that comes over it is kept outside. */
    private static void transferRefused(FtpConnection client, String command) throws IOException {
        String[] words = command.split(" ", 2);
        if (words[0].equals("STAT")) {
            client.sendCommand(command);
            assertFalse(client.getReplyString().contains("secret"), client::getReplyString);
            return;
        }
        client.enterLocalPassiveMode();
        client.sendCommand("EPSV");
        String text = client.getReplyString();
        int port = Integer.parseInt(text.replaceAll("(?s).*\\|(\\d+)\\|.*", "$1"));
        try (Socket data = new Socket(InetAddress.getLoopbackAddress(), port)) {
            int reply = client.sendCommand(words[0], words[1]);
            if (FTPReply.isPositivePreliminary(reply)) {
                data.shutdownOutput();
                String sent = read(data.getInputStream());
                reply = client.getReply();
                assertFalse(sent.contains(SECRET) || sent.contains("secret"), command + ": " + sent);
                assertTrue(sent.isEmpty(), command + ": " + sent);
            }
            assertTrue(
                    reply >= 400 || words[0].equals("LIST") || words[0].equals("NLST"),
                    command + ": " + client.getReplyString());
        }
    }

    private static void throughDirectory(SFTPClient client, SSHClient connection, String link) throws IOException {
        refused(link, () -> client.ls(link));
        refused(link, () -> client.stat(link));
        refused(link, () -> client.stat(link + "/secret"));
        refused(link, () -> client.lstat(link + "/secret"));
        refused(link, () -> client.rm(link + "/secret"));
        refused(link, () -> client.rmdir(link + "/empty"));
        refused(link, () -> client.mkdir(link + "/new"));
        refused(link, () -> client.rename(link + "/secret", "/stolen"));
        refused(link, () -> client.rename("/d/f", link + "/f"));
        refused(link, () -> link(client, link + "/link", "secret"));
        refused(link, () -> client.readlink(link + "/secret"));
        throughFile(client, connection, link + "/secret");
        refused(link, () -> open(client, link + "/new", EnumSet.of(OpenMode.WRITE, OpenMode.CREAT)));
        assertFalse(executed(connection, "scp -r -f " + link).contains(SECRET));
        executed(connection, "scp -t " + link + "/new");
        executed(connection, "scp -t " + link);
        executed(connection, "scp -r -t " + link);
    }

    private static void throughFile(SFTPClient client, SSHClient connection, String file) throws IOException {
        refused(file, () -> client.stat(file));
        refused(
                file,
                () -> client.setattr(
                        file, new FileAttributes.Builder().withPermissions(0777).build()));
        refused(file, () -> client.truncate(file, 0));
        refused(file, () -> open(client, file, EnumSet.of(OpenMode.READ)));
        refused(file, () -> open(client, file, EnumSet.of(OpenMode.WRITE)));
        refused(file, () -> open(client, file, EnumSet.of(OpenMode.WRITE, OpenMode.APPEND)));
        assertFalse(executed(connection, "scp -f " + file).contains(SECRET));
        for (String hash : List.of("md5sum", "sha256sum")) {
            String told = executed(connection, hash + " " + file);
            assertTrue(told.isEmpty(), told);
        }
    }

    /** Servers take the two the other way round than the draft has them, and than this client sends them. */
    private static void link(SFTPClient client, String link, String target) throws IOException {
        client.symlink(target, link);
    }

    /** Whatever is opened is closed at once; that an upload is opened only when it is committed makes no difference. */
    private static void open(SFTPClient client, String path, EnumSet<OpenMode> modes) throws IOException {
        try (RemoteFile file = client.open(path, modes)) {
            if (!modes.contains(OpenMode.READ)) {
                file.write(0, new byte[] {'x'}, 0, 1);
            }
        }
    }

    /** What the command prints, after a header of scp for a file of one byte. */
    private static String executed(SSHClient connection, String line) throws IOException {
        try (Session session = connection.startSession();
                Session.Command command = session.exec(line)) {
            try {
                command.getOutputStream().write("\0\0\0C0644 1 new\nx\0".getBytes(StandardCharsets.US_ASCII));
                command.getOutputStream().close();
            } catch (ConnectionException refusedBeforeItReadThat) {
                // What it says is read all the same.
            }
            return read(command.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.transferTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void refused(String what, Call call) {
        assertThrows(SFTPException.class, call::run, what);
    }

    private static void attempt(Call call) throws IOException {
        try {
            call.run();
        } catch (SFTPException refusedAtOnce) {
            assertFalse(String.valueOf(refusedAtOnce.getMessage()).contains(SECRET));
        }
    }

    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    private AllServers serve(LinkPolicy links) throws IOException {
        files = LocalFileSystem.open(root, LocalOptions.DEFAULT.withLinks(links));
        FileService service = new FileService(
                new SingleUser("alice", "secret", List.of(), files),
                ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO));
        return AllServers.start(service, Files.createDirectories(top.resolve("keys")));
    }
}
