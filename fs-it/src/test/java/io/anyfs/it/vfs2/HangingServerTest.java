package io.anyfs.it.vfs2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.ReadHandle;
import io.anyfs.expose.ftp.FtpServer;
import io.anyfs.expose.sftp.SftpServer;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that says nothing any more holds nobody who is interrupted, and what it says later is not taken for another answer. */
@Timeout(60)
class HangingServerTest {

    private static final String LOGIN = "alice:secret@127.0.0.1:";

    /** What hangs. */
    @FunctionalInterface
    private interface Call {
        void run() throws IOException;
    }

    /** More than once, as it takes a moment of its own for an interrupt to be lost. */
    @RepeatedTest(5)
    void an_interrupt_ends_a_look_over_sftp_and_later_answers_are_right() throws Exception {
        sftp(HangingServerTest::interruptLook);
    }

    @Test
    void an_interrupt_ends_a_look_over_ftp_and_later_answers_are_right() throws Exception {
        ftp(HangingServerTest::interruptLook);
    }

    @Test
    void an_interrupt_ends_a_read_over_sftp() throws Exception {
        sftp((fs, relay) -> {
            try (ReadHandle handle = fs.openRead("/large")) {
                handle.readFully(ByteBuffer.allocate(1000), 0);
                interrupt(relay, () -> handle.readFully(ByteBuffer.allocate(5_000_000), 1000));
            }
            assertEquals(5, fs.stat("/b").size());
        });
    }

    @Test
    void a_close_ends_a_look_over_sftp() throws Exception {
        sftp(HangingServerTest::closeWhileLooking);
    }

    @Test
    void a_close_ends_a_look_over_ftp() throws Exception {
        ftp(HangingServerTest::closeWhileLooking);
    }

    private static void interruptLook(FileSystem fs, Relay relay) throws Exception {
        assertEquals(3, fs.stat("/a").size());
        interrupt(relay, () -> fs.stat("/a"));
        assertEquals(5, fs.stat("/b").size());
        assertEquals("abc", fs.readString("/a"));
    }

    private static void closeWhileLooking(FileSystem fs, Relay relay) throws Exception {
        assertEquals(3, fs.stat("/a").size());
        Hanging hanging = Hanging.in(relay, () -> fs.stat("/a"));
        fs.close();
        assertInstanceOf(IOException.class, hanging.end());
    }

    private static void interrupt(Relay relay, Call call) throws Exception {
        Hanging hanging = Hanging.in(relay, call);
        hanging.thread.interrupt();
        assertInstanceOf(InterruptedIOException.class, hanging.end());
        assertTrue(hanging.staysInterrupted);
        relay.hold(false);
    }

    /** A call under way that has asked the server and gets no answer. */
    private static final class Hanging {

        private final Thread thread;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile boolean staysInterrupted;

        private Hanging(Call call) {
            this.thread = new Thread(() -> {
                try {
                    call.run();
                } catch (Throwable ended) {
                    failure.set(ended);
                }
                staysInterrupted = Thread.currentThread().isInterrupted();
            });
            thread.setDaemon(true);
        }

        static Hanging in(Relay relay, Call call) {
            relay.hold(true);
            long before = relay.asked();
            Hanging hanging = new Hanging(call);
            hanging.thread.start();
            Eventually.holds("the server was asked", () -> relay.asked() > before);
            return hanging;
        }

        Throwable end() throws InterruptedException {
            thread.join();
            Throwable told = failure.get();
            return told == null ? new AssertionError("it was answered") : told;
        }
    }

    /** A case, with files {@code /a} of 3 bytes, {@code /b} of 5 and {@code /large} of 8 MB. */
    @FunctionalInterface
    private interface Case {
        void run(FileSystem fs, Relay relay) throws Exception;
    }

    private static void sftp(Case test) throws Exception {
        try (FileSystem files = files();
                SftpServer server = SftpServer.builder(files)
                        .user("alice", "secret")
                        .port(0)
                        .start()) {
            through(server.address().getPort(), "vfs+sftp", "/?hostKeys=any", test);
        }
    }

    private static void ftp(Case test) throws Exception {
        try (FileSystem files = files();
                FtpServer server =
                        FtpServer.builder(files).user("alice", "secret").port(0).start()) {
            through(server.address().getPort(), "vfs+ftp", "", test);
        }
    }

    private static void through(int port, String scheme, String rest, Case test) throws Exception {
        try (Relay relay = Relay.to(port);
                FileSystem fs = FileSystems.open(scheme + "://" + LOGIN + relay.port() + rest)) {
            try {
                test.run(fs, relay);
            } finally {
                relay.hold(false);
            }
        }
    }

    private static FileSystem files() throws IOException {
        FileSystem files = MemoryFileSystem.create();
        files.write("/a", "abc");
        files.write("/b", "12345");
        files.write("/large", new byte[8_000_000]);
        return files;
    }
}
