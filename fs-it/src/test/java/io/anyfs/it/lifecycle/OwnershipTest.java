package io.anyfs.it.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileSystems;
import io.anyfs.FsPath;
import io.anyfs.FsUrl;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.lifecycle.DumpedResource;
import io.anyfs.lifecycle.LeakDetection;
import io.anyfs.lifecycle.LeakListener;
import io.anyfs.lifecycle.Leaks;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceDump;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceLeak;
import io.anyfs.memory.MemoryProvider;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OwnershipTest {

    private static final Logger LEAK_LOG = Logger.getLogger("io.anyfs.leaks");

    @TempDir
    Path directory;

    @AfterEach
    void usualLevel() {
        LeakDetection.use(LeakDetection.SAMPLED);
        LEAK_LOG.setLevel(null);
    }

    @Test
    void a_borrow_closes_its_view_and_never_the_storage() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        try (FileSystem fs = FileSystems.open("mem:")) {
            FileSystem borrow = fs.borrow("alice", storage -> new ForwardingBackend(storage) {
                @Override
                public void close() throws IOException {
                    closed.incrementAndGet();
                    super.close();
                }
            });
            borrow.write("/a", "text");
            borrow.close();
            borrow.close();

            assertEquals(1, closed.get());
            assertEquals("text", fs.readString("/a"));
        }
    }

    @Test
    void a_storage_is_closed_after_the_commit_that_was_under_way() throws Exception {
        SlowCommits storage = new SlowCommits();
        FileSystem fs = FileSystem.over(storage);
        WriteHandle write = fs.openWrite("/file", WriteOptions.replace());
        write.write(new byte[] {1, 2, 3});
        CompletableFuture<FileInfo> committed = inThread(write::commit);
        assertTrue(storage.committing.await(60, TimeUnit.SECONDS));

        Thread closing = new Thread(() -> {
            try {
                fs.close();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        closing.start();
        Eventually.holds(() -> closing.getState() == Thread.State.WAITING, closing::toString);
        assertFalse(storage.closed);
        storage.goOn.countDown();
        closing.join();

        assertEquals(3, committed.get(60, TimeUnit.SECONDS).size());
        assertTrue(storage.closed);
        assertFalse(storage.closedUnderCommit);
        assertThrows(ClosedFileSystemException.class, () -> fs.stat("/file"));
    }

    @Test
    void a_forgotten_upload_is_aborted_and_reported_with_the_place_where_it_was_opened() throws Exception {
        LEAK_LOG.setLevel(Level.OFF);
        LeakDetection.use(LeakDetection.FULL);
        BlockingQueue<ResourceLeak> leaks = new LinkedBlockingQueue<>();
        LeakListener listener = leaks::add;
        Leaks.addListener(listener);
        try (FileSystem fs = FileSystems.open("local:" + directory)) {
            forgetAnUpload(fs);

            ResourceLeak leak = null;
            for (int i = 0; leak == null && i < 600; i++) {
                System.gc();
                leak = leaks.poll(100, TimeUnit.MILLISECONDS);
            }

            assertNotNull(leak);
            assertEquals("/upload", leak.resource().label());
            assertEquals(ResourceKind.WRITE, leak.resource().kind());
            assertNotNull(leak.resource().openedBy());
            assertEquals(
                    "forgetAnUpload",
                    Arrays.stream(leak.resource().openedBy().getStackTrace())
                            .filter(frame -> frame.getClassName().equals(OwnershipTest.class.getName()))
                            .findFirst()
                            .orElseThrow()
                            .getMethodName());
            assertEquals(List.of(), fs.entries("/"));
            assertEquals(List.of(), fs.openResources());
            assertEquals(0, directory.toFile().list().length, "leftovers");
        } finally {
            Leaks.removeListener(listener);
        }
    }

    private static void forgetAnUpload(FileSystem fs) throws IOException {
        fs.openWrite("/upload", WriteOptions.replace()).write(new byte[100_000]);
    }

    @Test
    void a_dump_tells_who_has_what_open() throws Exception {
        try (FileSystem fs = FileSystems.open("mem:")) {
            fs.write("/file\twith\nodd name", "text");
            try (FileSystem client = fs.borrow("client 127.0.0.1");
                    ReadHandle read = client.openRead("/file\twith\nodd name");
                    WriteHandle write = client.openWrite("/new", WriteOptions.createNew());
                    DirectoryListing listing = fs.list("/")) {
                assertTrue(read.isOpen() && write.isOpen() && listing.next() != null);
                Path dump = directory.resolve("dump.tsv");
                ResourceDump.write(dump);

                Set<Long> ours =
                        fs.openResources().stream().map(OpenResource::id).collect(Collectors.toSet());
                ours.add(fs.node().describe().id());
                List<DumpedResource> open = ResourceDump.read(dump).resources().stream()
                        .filter(resource -> ours.contains(resource.id()))
                        .toList();
                DumpedResource root = only(open, ResourceKind.FILE_SYSTEM);
                DumpedResource borrow = only(open, ResourceKind.BORROW);
                assertEquals(0, root.parentId());
                assertEquals(root.id(), borrow.parentId());
                assertEquals(
                        "/file\twith\nodd name", only(open, ResourceKind.READ).label());
                assertEquals("client 127.0.0.1", only(open, ResourceKind.READ).owner());
                assertEquals(borrow.id(), only(open, ResourceKind.WRITE).parentId());
                assertEquals("/", only(open, ResourceKind.LISTING).label());
                assertEquals("memory", only(open, ResourceKind.LISTING).owner());
            }
        }
    }

    @Test
    void a_borrow_that_is_closed_ends_what_was_opened_through_it_and_nothing_else() throws Exception {
        try (FileSystem fs = FileSystems.open("mem:")) {
            fs.write("/file", "text");
            FileSystem one = fs.borrow("one");
            try (FileSystem another = fs.borrow("another");
                    ReadHandle stays = another.openRead("/file")) {
                ReadHandle ends = one.openRead("/file");
                one.close();

                assertInstanceOf(
                        ClosedChannelException.class,
                        assertThrows(IOException.class, () -> ends.read(ByteBuffer.allocate(1), 0)));
                assertEquals(1, stays.read(ByteBuffer.allocate(1), 0));
                assertEquals(2, fs.openResources().size());
            }
        }
    }

    private static DumpedResource only(List<DumpedResource> resources, ResourceKind kind) {
        List<DumpedResource> found =
                resources.stream().filter(resource -> resource.kind() == kind).toList();
        assertEquals(1, found.size(), found::toString);
        return found.get(0);
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> inThread(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(work.run());
                    } catch (Exception failure) {
                        result.completeExceptionally(failure);
                    }
                })
                .start();
        return result;
    }

    /** Commits when it is told to. */
    private static final class SlowCommits extends ForwardingBackend {
        private final CountDownLatch committing = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile boolean inCommit;
        private volatile boolean closed;
        private volatile boolean closedUnderCommit;

        SlowCommits() throws IOException {
            super(new MemoryProvider().open(FsUrl.parse("mem:")));
        }

        @Override
        public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
            return new ForwardingWriteHandle(super.openWrite(path, options)) {
                @Override
                public FileInfo commit() throws IOException {
                    inCommit = true;
                    committing.countDown();
                    try {
                        goOn.await();
                        return super.commit();
                    } catch (InterruptedException interrupted) {
                        throw new IOException(interrupted);
                    } finally {
                        inCommit = false;
                    }
                }
            };
        }

        @Override
        public void close() throws IOException {
            closedUnderCommit = inCommit;
            closed = true;
            super.close();
        }
    }
}
