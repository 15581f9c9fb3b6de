package io.anyfs.expose.sftp;

import static io.anyfs.expose.sftp.SftpWire.CREATE;
import static io.anyfs.expose.sftp.SftpWire.READ;
import static io.anyfs.expose.sftp.SftpWire.TRUNCATE;
import static io.anyfs.expose.sftp.SftpWire.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who makes others wait, and who does not. */
@Tag("once")
class StalledTest {

    private static final ServiceLimits IMPATIENT = Served.HURRIED.withIdleTimeout(Duration.ofSeconds(1));

    @Test
    void a_client_is_not_idle_while_the_storage_publishes_its_file() throws IOException {
        SlowPublishing storage = new SlowPublishing();
        FileSystem files = FileSystem.over(storage);
        try (Served served = Served.of(files, IMPATIENT)) {
            SftpWire waiting = served.wire();
            byte[] handle = waiting.open("/file", WRITE | CREATE | TRUNCATE);
            waiting.write(handle, 0, "text");
            int id = waiting.send(PacketType.CLOSE, buffer -> buffer.putBytes(handle));
            SftpWire idle = served.wire();

            idle.readToEnd();
            storage.go.countDown();

            SftpWire.Reply reply = waiting.receive();
            assertEquals(id, reply.id());
            assertEquals(SftpStatus.OK.code(), reply.status());
            assertTrue(files.exists("/file"));
        }
    }

    @Test
    void a_client_that_asks_and_never_reads_is_ended_and_holds_up_nobody() throws IOException {
        try (Served served = Served.of(MemoryFileSystem.create(), IMPATIENT)) {
            byte[] content = new byte[1_000_000];
            served.files.write("/file", WriteOptions.replace(), out -> out.write(content));
            SftpWire stalled = served.wire();
            byte[] handle = stalled.open("/file", READ);
            for (int i = 0; i < 200; i++) {
                stalled.send(PacketType.READ, buffer -> {
                    buffer.putBytes(handle);
                    buffer.putLong(0);
                    buffer.putUInt(200_000);
                });
            }
            SftpWire other = served.wire();
            assertEquals(1_000_000, other.path(PacketType.STAT, "/file").facts().size());
            other.close();

            Eventually.holds(
                    "the stalled client is gone",
                    () -> served.server.service().sessions().isEmpty());
            assertTrue(served.files.openResources().isEmpty());
        }
    }

    @Test
    void the_end_of_the_server_interrupts_a_storage_that_hangs() throws IOException {
        SlowPublishing storage = new SlowPublishing();
        FileSystem files = FileSystem.over(storage);
        try (Served served = Served.of(files, IMPATIENT)) {
            SftpWire wire = served.wire();
            byte[] handle = wire.open("/file", WRITE | CREATE | TRUNCATE);
            wire.send(PacketType.CLOSE, buffer -> buffer.putBytes(handle));
            Eventually.holds("the storage hangs", () -> storage.publishing.getCount() == 0);

            served.server.close();

            assertFalse(files.exists("/file"));
        }
    }

    /** Publishes when it is told to. */
    private static final class SlowPublishing extends ForwardingBackend {

        final CountDownLatch publishing = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        SlowPublishing() {
            this(new MemoryBackend(MemoryOptions.DEFAULT));
        }

        private SlowPublishing(Backend storage) {
            super(storage);
        }

        @Override
        public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
            return new ForwardingWriteHandle(super.openWrite(path, options)) {
                @Override
                public FileInfo commit() throws IOException {
                    publishing.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException interrupted) {
                        abort();
                        throw (IOException) new InterruptedIOException("publishing").initCause(interrupted);
                    }
                    return super.commit();
                }
            };
        }
    }
}
