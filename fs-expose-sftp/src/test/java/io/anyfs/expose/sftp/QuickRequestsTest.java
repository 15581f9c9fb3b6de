package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.expose.sftp.SftpWire.Reply;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that are answered by the thread that received them. */
class QuickRequestsTest {

    private static final int MANY = 200;
    private static final int NO_SUCH_FILE = SftpStatus.NO_SUCH_FILE.code();

    @Test
    void requests_that_come_together_are_answered_each_and_in_their_order() throws IOException {
        try (Served served = Served.memory()) {
            served.files.write("/file", "text");
            SftpWire wire = served.wire();
            List<Integer> asked = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String path = i % 3 == 0 ? "/missing" : "/file";
                asked.add(wire.send(PacketType.STAT, buffer -> buffer.putString(path)));
            }

            for (int i = 0; i < MANY; i++) {
                Reply reply = wire.receive();
                assertEquals(asked.get(i), reply.id());
                if (i % 3 == 0) {
                    assertEquals(NO_SUCH_FILE, reply.status());
                } else {
                    assertEquals(4, reply.facts().size());
                }
            }
        }
    }

    @Test
    void a_storage_that_was_quick_and_hangs_holds_up_no_other_client() throws IOException {
        Hanging storage = new Hanging();
        try (Served served = Served.of(FileSystem.over(storage))) {
            int clients = 2 * Runtime.getRuntime().availableProcessors() + 2;
            List<SftpWire> waiting = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                waiting.add(hang(served));
            }
            Eventually.holds("all wait", () -> storage.waiting.get() == clients);

            assertEquals(0, served.wire().path(PacketType.STAT, "/").facts().size());

            storage.go.countDown();
            for (SftpWire wire : waiting) {
                assertEquals(NO_SUCH_FILE, wire.receive().status());
            }
        }
    }

    @Test
    void the_end_of_the_server_interrupts_a_storage_that_was_quick_and_hangs() throws IOException {
        Hanging storage = new Hanging();
        try (Served served = Served.of(FileSystem.over(storage))) {
            hang(served);
            Eventually.holds("it waits", () -> storage.waiting.get() == 1);

            served.server.close();

            Eventually.holds("it was interrupted", () -> storage.waiting.get() == 0);
        }
    }

    private static SftpWire hang(Served served) throws IOException {
        SftpWire wire = served.wire();
        for (int i = 0; i < 20; i++) {
            assertEquals(0, wire.path(PacketType.STAT, "/").facts().size());
        }
        wire.send(PacketType.STAT, buffer -> buffer.putString("/hangs"));
        return wire;
    }

    /** Does not answer for one path until it is told to. */
    private static final class Hanging extends ForwardingBackend {

        final CountDownLatch go = new CountDownLatch(1);
        final AtomicInteger waiting = new AtomicInteger();

        Hanging() {
            super(new MemoryBackend(MemoryOptions.DEFAULT));
        }

        @Override
        public FileInfo stat(FsPath path, Links links) throws IOException {
            if (!path.isRoot()) {
                waiting.incrementAndGet();
                try {
                    go.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                } finally {
                    waiting.decrementAndGet();
                }
            }
            return super.stat(path, links);
        }
    }
}
