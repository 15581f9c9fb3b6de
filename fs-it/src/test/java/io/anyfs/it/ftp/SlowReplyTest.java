package io.anyfs.it.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.Operation;
import io.anyfs.expose.UploadPolicy;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.it.client.ClientCommand;
import io.anyfs.it.client.ClientResult;
import io.anyfs.it.wire.FtpConnection;
import io.anyfs.it.wire.PromptSockets;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which clients take a reply that is sent line by line while the storage keeps an upload. */
class SlowReplyTest {

    private static final Duration STALL = Duration.ofMillis(600);

    @TempDir
    Path directory;

    private FtpSite site;

    @BeforeEach
    void serve() throws IOException {
        // Three times what the first line takes, so that a second one comes, on a busy machine as well.
        Duration slow = STALL.multipliedBy(3).dividedBy(4);
        FaultPlan plan = new FaultPlan(1).sometimes(1, Operation.COMMIT, Fault.delay(slow));
        FileSystem files = FileSystem.over(new FaultBackend(new MemoryBackend(MemoryOptions.DEFAULT), plan));
        site = FtpSite.of(files, UploadPolicy.ATOMIC, directory, STALL);
        Files.writeString(site.here.resolve("file"), "content");
    }

    @AfterEach
    void leave_nothing() throws IOException, InterruptedException {
        site.assertNothingLeftOpen();
        site.close();
    }

    @Test
    void curl_takes_it() throws IOException, InterruptedException {
        ClientResult result = stored(site.curl("-v", "-T", "file", site.url("/file")));
        assertTrue(result.errors().contains("< 226-All has come"), result::toString);
        assertTrue(result.errors().contains("< 226 Stored, 7 bytes came"), result::toString);
    }

    @Test
    void lftp_takes_it() throws IOException, InterruptedException {
        stored(site.lftp("put file"));
    }

    @Test
    void rclone_takes_it() throws IOException, InterruptedException {
        site.rclone("copyto", "file", "server:file");
        assertEquals("content", site.files.readString("/file"));
    }

    @Test
    void ftplib_takes_it() throws IOException, InterruptedException {
        stored(site.home.command("python3", "-c", """
                        import ftplib, sys
                        ftp = ftplib.FTP(timeout=60)
                        ftp.connect('127.0.0.1', int(sys.argv[1]))
                        ftp.login('alice', 'secret')
                        ftp.storbinary('STOR file', open('file', 'rb'))
                        ftp.voidcmd('NOOP')
                        ftp.quit()
                        """, site.port()).in(site.here));
    }

    @Test
    void tnftp_takes_it() throws IOException, InterruptedException {
        stored(site.home
                .command("tnftp", "-n", "-i", "-V", "127.0.0.1", site.port())
                .in(site.here)
                .input("user alice secret\nbinary\nput file\nquit\n"));
    }

    @Test
    void ncftp_takes_it() throws IOException, InterruptedException {
        stored(site.home
                .command(
                        "ncftpput",
                        "-V",
                        "-u",
                        FtpSite.USER,
                        "-p",
                        FtpSite.PASSWORD,
                        "-P",
                        site.port(),
                        "127.0.0.1",
                        "/",
                        "file")
                .in(site.here));
    }

    @Test
    void commons_net_takes_it() throws IOException {
        FtpConnection connection =
                FtpConnection.logIn("127.0.0.1", site.port(), FtpSite.USER, FtpSite.PASSWORD, new PromptSockets());
        try {
            assertTrue(connection.storeFile("file", new ByteArrayInputStream("content".getBytes(UTF_8))));
            assertTrue(connection.getReplyStrings().length > 2, connection.getReplyString());
            assertEquals("content", site.files.readString("/file"));
            assertTrue(connection.sendNoOp());
            assertTrue(connection.logout());
        } finally {
            connection.disconnect();
        }
    }

    private ClientResult stored(ClientCommand client) throws IOException, InterruptedException {
        ClientResult result = client.run().requireSuccess();
        assertEquals("content", site.files.readString("/file"), result::toString);
        return result;
    }
}
