package io.anyfs.s3;

import static io.anyfs.s3.TestBucket.PART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An abort, or whatever ends a write, at every stage: nothing is left of it, and the old object stays. */
@Timeout(60)
@Tag("usually-once")
class WriteAbortTest {

    private static final byte[] OLD = Content.bytes(6 << 20, 9);

    private final TestBucket bucket = new TestBucket(64 << 20);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    WriteAbortTest() {
        bucket.put("file", OLD);
    }

    @AfterEach
    void nothing_is_left_and_the_old_object_stays() {
        threads.shutdownNow();
        bucket.assertNothingLeft();
        assertEquals(List.of("file"), bucket.keys());
        assertArrayEquals(OLD, bucket.bytes("file"));
        bucket.close();
    }

    private BackendWriteHandle open() throws IOException {
        return bucket.write("/file", WriteOptions.replace());
    }

    @Test
    void of_nothing() throws IOException {
        open().abort();
    }

    @Test
    void of_bytes_in_memory() throws IOException {
        BackendWriteHandle handle = open();
        write(handle, PART);
        handle.write(ByteBuffer.allocate(100_000), PART + 200_000);
        handle.abort();
        assertThrows(AsynchronousCloseException.class, () -> write(handle, 1));
        assertThrows(AsynchronousCloseException.class, handle::commit);
    }

    @Test
    void of_bytes_on_disk() throws IOException {
        BackendWriteHandle handle = open();
        handle.write(ByteBuffer.allocate(6 << 20), 1);
        assertEquals(1, TestBucket.spillFiles().size());
        handle.abort();
    }

    @Test
    void of_parts_that_have_arrived() throws IOException {
        BackendWriteHandle handle = open();
        write(handle, 3 * PART + 1);
        Eventually.holds("all but the last part have arrived", () -> bucket.memory.usedBytes() == PartMemory.CHUNK);
        handle.abort();
        handle.abort();
        assertEquals(1, bucket.wire.sent(S3Operation.ABORT_MULTIPART_UPLOAD).size());
    }

    @Test
    void of_parts_that_are_under_way() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.UPLOAD_PART, 3);
        BackendWriteHandle handle = open();
        write(handle, 3 * PART + 1);
        hanging.await();
        handle.abort();
    }

    @Test
    void of_parts_that_wait_for_a_thread() throws Exception {
        try (TestBucket narrow = new TestBucket(64 << 20, 2)) {
            CountDownLatch hanging = narrow.wire.hang(S3Operation.UPLOAD_PART, 2);
            BackendWriteHandle handle = narrow.write("/file", WriteOptions.replace());
            write(handle, 4 * PART + 1);
            hanging.await();
            handle.abort();
            assertEquals(2, narrow.wire.sent(S3Operation.UPLOAD_PART).size());
            narrow.assertNothingLeft();
        }
    }

    @Test
    void of_a_write_that_waits_for_a_part_to_arrive() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.UPLOAD_PART, 4);
        BackendWriteHandle handle = open();
        Future<?> writing = begin(() -> write(handle, 6 * PART));
        hanging.await();
        Eventually.holds("five parts are in memory", () -> bucket.memory.usedBytes() == 5L * PART);
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(writing));
    }

    @Test
    void of_a_write_that_waits_for_memory() throws Exception {
        List<PartBuffer> others = List.of(fullPart(), fullPart());
        BackendWriteHandle handle = open();
        Thread[] writer = new Thread[1];
        Future<?> writing = begin(() -> {
            writer[0] = Thread.currentThread();
            return write(handle, 1);
        });
        Eventually.holds("it waits", () -> writer[0] != null && writer[0].getState() == Thread.State.WAITING);
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(writing));
        others.forEach(part -> part.truncate(0));
    }

    /** Half of all the memory. */
    private PartBuffer fullPart() throws IOException {
        int bytes = (int) bucket.memory.largestPart();
        PartBuffer part = new PartBuffer(bucket.memory.share(), bytes);
        part.appendZeros(bytes);
        return part;
    }

    @Test
    void of_a_write_that_begins_the_upload() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.CREATE_MULTIPART_UPLOAD, 1);
        BackendWriteHandle handle = open();
        Future<?> writing = begin(() -> write(handle, 2 * PART));
        hanging.await();
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(writing));
    }

    /** Only the answer says what is to be given up. */
    @Test
    void of_an_upload_that_the_store_is_just_beginning() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch asked = bucket.wire.hold(S3Operation.CREATE_MULTIPART_UPLOAD, goOn);
        BackendWriteHandle handle = open();
        Future<?> writing = begin(() -> write(handle, 2 * PART));
        asked.await();
        Thread[] aborter = new Thread[1];
        Future<?> aborting = begin(() -> {
            aborter[0] = Thread.currentThread();
            handle.abort();
            return true;
        });
        Eventually.holds(
                "it waits for the answer", () -> aborter[0] != null && aborter[0].getState() == Thread.State.BLOCKED);
        goOn.countDown();
        aborting.get();
        assertInstanceOf(AsynchronousCloseException.class, failure(writing));
        assertEquals(1, bucket.wire.sent(S3Operation.ABORT_MULTIPART_UPLOAD).size());
    }

    @Test
    void of_an_upload_that_begins_although_it_is_too_late() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        bucket.wire.disturb(S3Operation.CREATE_MULTIPART_UPLOAD, 1, exchange -> {
            var answer = exchange.send();
            begun.countDown();
            exchange.hang();
            aborted.countDown();
            return answer;
        });
        BackendWriteHandle handle = open();
        Future<?> writing = begin(() -> write(handle, 2 * PART));
        begun.await();
        handle.abort();
        assertEquals(0, aborted.getCount());
        assertInstanceOf(AsynchronousCloseException.class, failure(writing));
    }

    @Test
    void of_an_append_whose_old_bytes_are_being_copied() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.UPLOAD_PART_COPY, 1);
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.append());
        write(handle, 1);
        hanging.await();
        handle.abort();
    }

    @Test
    void of_a_read_whose_answer_does_not_go_on() throws Exception {
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        CountDownLatch hanging = bucket.wire.hangWithin(S3Operation.GET_OBJECT, 1, 1000);
        Future<?> reading = begin(() -> handle.read(ByteBuffer.allocate(5000), 0));
        hanging.await();
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(reading));
    }

    @Test
    void of_a_commit_that_waits_for_parts() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.UPLOAD_PART, 2);
        BackendWriteHandle handle = open();
        write(handle, PART + 1);
        Future<?> committing = begin(handle::commit);
        hanging.await();
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(committing));
    }

    @Test
    void of_a_commit_that_waits_for_the_store() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.COMPLETE_MULTIPART_UPLOAD, 1);
        BackendWriteHandle handle = open();
        write(handle, PART + 1);
        Future<?> committing = begin(handle::commit);
        hanging.await();
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(committing));
    }

    @Test
    void of_a_commit_of_one_part() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.PUT_OBJECT, 1);
        BackendWriteHandle handle = open();
        write(handle, 10);
        Future<?> committing = begin(handle::commit);
        hanging.await();
        handle.abort();
        assertInstanceOf(AsynchronousCloseException.class, failure(committing));
    }

    @Test
    void an_interrupted_commit_gives_up_what_was_sent() throws Exception {
        CountDownLatch hanging = bucket.wire.hang(S3Operation.UPLOAD_PART, 1);
        BackendWriteHandle handle = open();
        write(handle, PART + 1);
        hanging.await();
        boolean[] stillInterrupted = new boolean[1];
        CountDownLatch ended = new CountDownLatch(1);
        Thread[] committer = new Thread[1];
        Future<?> committing = begin(() -> {
            committer[0] = Thread.currentThread();
            try {
                return handle.commit();
            } finally {
                stillInterrupted[0] = Thread.interrupted();
                ended.countDown();
            }
        });
        Eventually.holds(
                "it waits for the part", () -> committer[0] != null && committer[0].getState() == Thread.State.WAITING);
        committer[0].interrupt();
        ended.await();
        assertInstanceOf(InterruptedIOException.class, failure(committing));
        assertTrue(stillInterrupted[0]);
    }

    @Test
    void an_interrupted_thread_can_abort() throws Exception {
        BackendWriteHandle handle = open();
        write(handle, 2 * PART + 1);
        Thread.currentThread().interrupt();
        handle.abort();
        assertTrue(Thread.interrupted());
    }

    @Test
    void an_abort_that_the_store_refuses_can_be_tried_again_and_keeps_no_memory() throws Exception {
        BackendWriteHandle handle = open();
        write(handle, 2 * PART + 1);
        bucket.wire.refuse(S3Operation.ABORT_MULTIPART_UPLOAD, 1, 403, "AccessDenied");
        assertThrows(IOException.class, handle::abort);
        assertEquals(0, bucket.memory.usedBytes());
        handle.abort();
    }

    @Test
    void closing_the_storage_ends_a_commit() throws Exception {
        TestBucket narrow = new TestBucket(64 << 20, 2);
        CountDownLatch hanging = narrow.wire.hang(S3Operation.UPLOAD_PART, 2);
        BackendWriteHandle handle = narrow.write("/file", WriteOptions.replace());
        write(handle, 4 * PART + 1);
        hanging.await();
        Future<?> committing = begin(handle::commit);
        // What waits for a thread never gets one; what has one is ended by whoever gives up the upload.
        narrow.close();
        assertInstanceOf(IOException.class, failure(committing));
        assertEquals(0, narrow.memory.usedBytes());
    }

    private static Void write(BackendWriteHandle handle, int bytes) throws IOException {
        handle.write(ByteBuffer.allocate(bytes));
        return null;
    }

    private Future<?> begin(Callable<?> call) {
        return threads.submit(call);
    }

    private static Throwable failure(Future<?> ended) {
        return assertThrows(ExecutionException.class, ended::get).getCause();
    }
}
