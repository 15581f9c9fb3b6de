package io.anyfs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.lifecycle.OpenResource;
import io.anyfs.lifecycle.ResourceKind;
import io.anyfs.lifecycle.ResourceNode;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.ClosedFileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private final FailingBackend backend = new FailingBackend();
    private final FileSystem fs = FileSystem.over(backend);

    @AfterEach
    void close() throws IOException {
        backend.failing = false;
        fs.close();
    }

    @Test
    void closing_closes_all_below_the_youngest_first_and_the_storage_last() throws IOException {
        fs.write("/a", "x");
        backend.closed.clear();
        fs.openRead("/a");
        fs.openWrite("/b", WriteOptions.replace());
        fs.list("/");
        fs.close();
        assertEquals(List.of("list /", "abort /b", "read /a", "storage"), backend.closed);
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void a_second_close_does_nothing() throws IOException {
        ReadHandle in = openedRead();
        in.close();
        in.close();
        fs.close();
        fs.close();
        assertEquals(List.of("read /a", "storage"), backend.closed);
    }

    @Test
    void a_close_from_many_threads_closes_once() throws Exception {
        ReadHandle in = openedRead();
        Race.assertAllSucceeded(Race.run(16, number -> {
            if (number % 2 == 0) {
                in.close();
            } else {
                fs.close();
            }
            return number;
        }));
        assertEquals(List.of("read /a", "storage"), backend.closed);
    }

    @Test
    void every_failure_of_a_close_is_kept() throws IOException {
        fs.write("/a", "x");
        fs.openRead("/a");
        fs.openWrite("/b", WriteOptions.replace());
        backend.failing = true;
        IOException failure = assertThrows(IOException.class, fs::close);
        assertTrue(failure.getMessage().contains("cannot end abort /b"), failure.getMessage());
        assertEquals(
                List.of("/a: close on memory: cannot end read /a", "cannot end storage"),
                Arrays.stream(failure.getSuppressed())
                        .map(Throwable::getMessage)
                        .toList());
        assertFalse(fs.isOpen());
        backend.failing = false;
        fs.close();
    }

    @Test
    void after_close_every_call_fails() throws IOException {
        ReadHandle in = openedRead();
        WriteHandle out = fs.openWrite("/b", WriteOptions.replace());
        DirectoryListing listing = fs.list("/");
        fs.close();
        FsPath path = FsPath.of("/a");
        assertThrows(ClosedFileSystemException.class, () -> fs.stat(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.find(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.lstat(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.list(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.openRead(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.openWrite(path, WriteOptions.replace()));
        assertThrows(ClosedFileSystemException.class, () -> fs.createDirectory(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.delete(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.move("/a", "/b"));
        assertThrows(ClosedFileSystemException.class, () -> fs.copy("/a", "/b"));
        assertThrows(ClosedFileSystemException.class, () -> fs.readLink(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.createSymbolicLink(path, "b"));
        assertThrows(ClosedFileSystemException.class, () -> fs.space(path));
        assertThrows(ClosedFileSystemException.class, () -> fs.capabilities());
        assertThrows(ClosedFileSystemException.class, () -> fs.borrow("late"));
        assertThrows(ClosedFileSystemException.class, () -> fs.readOnly());
        ClosedChannelException failure =
                assertThrows(ClosedChannelException.class, () -> in.read(ByteBuffer.allocate(1), 0));
        assertEquals("/a: read on memory: the handle is closed", failure.getMessage());
        assertThrows(ClosedChannelException.class, () -> out.write(new byte[1]));
        assertThrows(ClosedChannelException.class, out::commit);
        assertThrows(ClosedChannelException.class, listing::next);
        assertFalse(in.isOpen());
        assertFalse(out.isOpen());
    }

    @Test
    void closing_a_borrow_closes_what_it_opened_and_never_the_storage() throws IOException {
        fs.write("/a", "x");
        ReadHandle own = fs.openRead("/a");
        FileSystem borrow = fs.borrow("session 1");
        ReadHandle borrowed = borrow.openRead("/a");
        WriteHandle out = borrow.openWrite("/b", WriteOptions.replace());
        borrow.close();
        assertFalse(borrowed.isOpen());
        assertFalse(out.isOpen());
        assertTrue(own.isOpen());
        assertEquals("x", fs.readString("/a"));
        assertFalse(fs.exists("/b"));
        assertThrows(ClosedFileSystemException.class, () -> borrow.stat("/a"));
        own.close();
    }

    @Test
    void closing_the_lender_closes_its_borrows() throws IOException {
        FileSystem borrow = fs.borrow("outer").borrow("inner").readOnly();
        fs.close();
        assertFalse(borrow.isOpen());
        assertThrows(ClosedFileSystemException.class, () -> borrow.stat("/"));
    }

    @Test
    void what_is_open_is_told_with_its_owner() throws IOException {
        fs.write("/a", "x");
        try (FileSystem session = fs.borrow("session 7");
                ReadHandle in = session.openRead("/a")) {
            List<OpenResource> open = fs.openResources();
            assertEquals(2, open.size());
            assertEquals(ResourceKind.BORROW, open.get(0).kind());
            assertEquals("session 7", open.get(0).label());
            assertEquals(ResourceKind.READ, open.get(1).kind());
            assertEquals("/a", open.get(1).label());
            assertEquals("session 7", open.get(1).owner());
            assertEquals(open.get(0).id(), open.get(1).parentId());
            assertTrue(in.isOpen());
        }
        assertEquals(List.of(), fs.openResources());
    }

    @Test
    void a_closed_node_adopts_nothing() throws IOException {
        AtomicInteger closes = new AtomicInteger();
        ResourceNode node = ResourceNode.root(ResourceKind.OTHER, "a node", closes::incrementAndGet);
        assertNotNull(node.open(ResourceKind.OTHER, "child", closes::incrementAndGet));
        node.close();
        assertEquals(2, closes.get());
        assertNull(node.open(ResourceKind.OTHER, "late", closes::incrementAndGet));
        assertEquals(2, closes.get());
    }

    @Test
    void what_is_opened_while_the_owner_closes_is_closed_or_refused() throws Exception {
        fs.write("/a", "x");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger opened = new AtomicInteger();
        Queue<ReadHandle> kept = new ConcurrentLinkedQueue<>();
        backend.closed.clear();
        List<Race.Outcome<Integer>> outcomes = Race.run(8, number -> {
            if (number == 0) {
                while (opened.get() < 1000) {
                    Thread.onSpinWait();
                }
                fs.close();
                stop.set(true);
            }
            try {
                while (!stop.get()) {
                    kept.add(fs.openRead("/a"));
                    opened.incrementAndGet();
                }
            } catch (ClosedFileSystemException refused) {
                return number;
            }
            return number;
        });
        Race.assertAllSucceeded(outcomes);
        assertEquals(List.of(), fs.openResources());
        long reads = backend.closed.stream().filter("read /a"::equals).count();
        assertTrue(reads >= opened.get(), reads + " of " + opened + " were closed");
        assertTrue(kept.stream().noneMatch(ReadHandle::isOpen));
        assertEquals(1, backend.closed.stream().filter("storage"::equals).count());
    }

    @Test
    void a_listing_closes_itself_at_its_end() throws IOException {
        DirectoryListing listing = fs.list("/");
        assertNull(listing.next());
        assertNull(listing.next());
        assertEquals(List.of("list /"), backend.closed);
    }

    private ReadHandle openedRead() throws IOException {
        fs.write("/a", "x");
        ReadHandle in = fs.openRead("/a");
        backend.closed.clear();
        return in;
    }
}
