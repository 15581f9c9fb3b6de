package io.anyfs.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.expose.FileService;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.SingleUser;
import io.anyfs.it.wire.FtpConnection;
import io.anyfs.it.wire.SshConnection;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.SFTPClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that never log in. */
@Timeout(120)
@Tag("once")
class StrangersTest {

    private static final int STRANGERS = 500;

    @TempDir
    private Path directory;

    /** A third says nothing, a third begins what they have to say, and a third is in the middle of a key exchange or login. */
    @Test
    void five_hundred_idle_connections_hold_no_thread_stop_no_login_and_end_in_time() throws Exception {
        ServiceLimits limits = ServiceLimits.DEFAULT
                .withMaxPendingLogins(1_000, 1_000)
                .withLoginTimeout(Duration.ofSeconds(12))
                .withDrainTimeout(Duration.ZERO);
        List<Socket> strangers = new ArrayList<>();
        try (FileSystem files = MemoryFileSystem.create();
                AllServers servers = AllServers.start(
                        new FileService(new SingleUser("alice", "secret", List.of(), files), limits), directory)) {
            logIn(servers);
            int threads = Thread.getAllStackTraces().size();
            try {
                for (int i = 0; i < STRANGERS; i++) {
                    InetSocketAddress address = servers.addresses()[i % 3];
                    Socket stranger = new Socket(address.getAddress(), address.getPort());
                    strangers.add(stranger);
                    stranger.setSoTimeout(60_000);
                    stranger.getOutputStream().write(opening(i % 3, i / 3 % 3));
                }
                // Whoever comes later is taken in later, so all of them are when this one is.
                logIn(servers);
                int held = Thread.getAllStackTraces().size() - threads;
                assertTrue(held < STRANGERS / 10, held + " threads are held by connections that do nothing");
                for (Socket stranger : strangers) {
                    awaitEnd(stranger.getInputStream());
                }
            } finally {
                for (Socket stranger : strangers) {
                    stranger.close();
                }
            }
            Eventually.holds("nobody is left", () -> servers.service.pendingLogins() == 0);
            assertEquals(List.of(), files.openResources());
        }
    }

    /** What a stranger says to FTP, to FTP over TLS and to SFTP. */
    private static byte[] opening(int server, int much) {
        byte[] half = {22, 3, 1, 1};
        byte[] exchange = new byte[50];
        exchange[2] = 4;
        byte[] line = "SSH-2.0-stranger\r\n".getBytes(StandardCharsets.US_ASCII);
        if (much == 0) {
            return new byte[0];
        }
        return switch (server) {
            case 0 -> (much == 1 ? "USE" : "USER alice\r\n").getBytes(StandardCharsets.US_ASCII);
            case 1 -> much == 1 ? new byte[] {22} : half;
            default -> much == 1 ? line : concatenated(line, exchange);
        };
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void logIn(AllServers servers) throws IOException {
        FtpConnection ftp = FtpConnection.logIn("127.0.0.1", servers.ftpPort(), "alice", "secret");
        ftp.disconnect();
        try (SSHClient ssh = SshConnection.logIn("127.0.0.1", servers.sftpPort(), "alice", "secret");
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.ls("/");
        }
    }

    /** An end or a reset; a stranger who is never sent away runs into the time-out of the socket, which fails the test. */
    private static void awaitEnd(InputStream in) throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            // As good.
        }
    }
}
