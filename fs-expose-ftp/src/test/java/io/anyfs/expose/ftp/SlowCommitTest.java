package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A storage that needs a while to keep an upload, as one that copies it elsewhere first. */
class SlowCommitTest {

    /** Commits when the test says so. */
    private static final class SlowCommits extends ForwardingBackend {
        private final CountDownLatch mayCommit = new CountDownLatch(1);
        private volatile @Nullable IOException failure;

        SlowCommits() {
            super(new MemoryBackend(MemoryOptions.DEFAULT));
        }

        @Override
        public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
            return new ForwardingWriteHandle(super.openWrite(path, options)) {
                @Override
                public FileInfo commit() throws IOException {
                    try {
                        mayCommit.await();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException();
                    }
                    IOException wanted = failure;
                    if (wanted != null) {
                        throw wanted;
                    }
                    return super.commit();
                }
            };
        }
    }

    private static FtpServer serve(FileSystem fs) throws IOException {
        return FtpServer.builder(fs)
                .user("alice", "secret")
                .port(0)
                .stallTimeout(Duration.ofMillis(600))
                .start();
    }

    private static void sendWithoutReply(WireClient client) throws IOException {
        try (Socket data = client.passive()) {
            client.say("STOR file", 150);
            data.getOutputStream().write("content".getBytes(UTF_8));
        }
    }

    @Test
    void the_client_is_sent_lines_of_the_reply_until_the_file_is_stored() throws IOException {
        SlowCommits storage = new SlowCommits();
        try (FileSystem fs = FileSystem.over(storage);
                FtpServer server = serve(fs);
                WireClient client = WireClient.login(server)) {
            sendWithoutReply(client);
            assertEquals("226-All has come; the storage is keeping it", client.line());
            assertEquals(" All has come; the storage is keeping it", client.line());
            assertFalse(fs.exists(FsPath.of("/file")));
            // It must not get into the middle of the reply.
            client.send("NOOP");
            storage.mayCommit.countDown();
            String line = client.line();
            while (line.startsWith(" ")) {
                line = client.line();
            }
            assertEquals("226 Stored, 7 bytes came", line);
            client.expect(200);
            assertEquals("content", fs.readString("/file"));
        }
    }

    @Test
    void a_reply_that_was_begun_is_never_ended_when_the_file_is_not_stored() throws IOException {
        SlowCommits storage = new SlowCommits();
        storage.failure = new IOException("disk on fire");
        try (FileSystem fs = FileSystem.over(storage);
                FtpServer server = serve(fs);
                WireClient client = WireClient.login(server)) {
            sendWithoutReply(client);
            String line = client.line();
            assertTrue(line.startsWith("226-"), line);
            storage.mayCommit.countDown();
            while (!line.startsWith(" 451")) {
                line = client.line();
            }
            client.expectClosed();
            Eventually.holds("it is gone", () -> server.connections() == 0);
            assertFalse(fs.exists(FsPath.of("/file")));
        }
    }

    @Test
    void a_storage_that_is_quick_gets_a_reply_of_one_line_and_its_failures_theirs() throws IOException {
        SlowCommits storage = new SlowCommits();
        storage.mayCommit.countDown();
        try (FileSystem fs = FileSystem.over(storage);
                FtpServer server = serve(fs);
                WireClient client = WireClient.login(server)) {
            sendWithoutReply(client);
            assertEquals("226 Stored, 7 bytes came", client.line());
            storage.failure = new IOException("disk on fire");
            sendWithoutReply(client);
            assertEquals("451 file: the storage failed", client.line());
            client.say("NOOP", 200);
        }
    }
}
