package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.DirectoryListing;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.s3.testing.Fault;
import io.anyfs.s3.testing.FaultRule;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.s3.testing.S3Request;
import io.anyfs.spi.ArrayPool;
import io.anyfs.spi.BackendListing;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import io.anyfs.tck.subject.Race;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** Thirty files whose directory was listed, and what is fetched of them before it is asked for. */
@Tag("once")
class FilesAheadTest {

    private static final int FILES = 30;
    /** Of which three questions were asked in order. */
    private static final int WALKED = 3;

    private static final int AHEAD = 2;

    private WiredBucket s3;
    private long memoryBefore;

    @BeforeEach
    void open() throws IOException {
        memoryBefore = ReadMemory.shared().usedBytes();
        open(Duration.ofHours(1));
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
        assertEquals(memoryBefore, ReadMemory.shared().usedBytes(), "memory of readers");
    }

    private void open(Duration statCache) throws IOException {
        s3 = new WiredBucket(statCache);
        for (int i = 0; i < FILES; i++) {
            s3.put(key(i), text(i));
        }
        assertEquals(FILES, list());
    }

    @Test
    void facts_are_there_before_they_are_asked_for() throws Exception {
        walk(WALKED, S3Operation.HEAD_OBJECT, i -> s3.fs.stat(file(i)));
        s3.wire.reset();
        for (int i = 0; i < WALKED + AHEAD; i++) {
            FileInfo known = s3.fs.stat(file(i));
            assertEquals(text(i).length(), known.size());
            assertNotNull(known.version());
        }
        List<String> asked = s3.wire.requests(S3Operation.HEAD_OBJECT).stream()
                .map(S3Request::key)
                .toList();
        for (int i = 0; i < WALKED + AHEAD; i++) {
            assertFalse(asked.contains(key(i)), () -> "asked for again: " + asked);
        }
    }

    @Test
    void each_file_is_asked_for_once() throws IOException {
        String facts = s3.requestsOf(() -> {
            for (int i = 0; i < FILES; i++) {
                assertEquals(text(i).length(), s3.fs.stat(file(i)).size());
            }
        });
        assertEquals("HEAD_OBJECT " + FILES, facts);
        String bytes = s3.requestsOf(() -> {
            for (int i = 0; i < FILES; i++) {
                assertEquals(text(i), s3.fs.readString(file(i)));
            }
        });
        assertEquals("GET_OBJECT " + FILES, bytes);
    }

    @Test
    void who_reads_needs_not_ask_for_facts() throws IOException {
        String requests = s3.requestsOf(() -> {
            for (int i = 0; i < FILES; i++) {
                assertEquals(text(i), s3.fs.readString(file(i)));
                if (i >= WALKED) {
                    assertEquals(text(i).length(), s3.fs.stat(file(i)).size());
                }
            }
        });
        assertEquals("GET_OBJECT " + FILES, requests);
    }

    @Test
    void what_was_fetched_is_read_once_and_then_asked_for_again() throws Exception {
        walk(WALKED, S3Operation.GET_OBJECT, i -> s3.fs.readString(file(i)));
        s3.put(key(WALKED), "changed by others");
        assertEquals(text(WALKED), s3.fs.readString(file(WALKED)), "as believed");
        assertEquals("changed by others", s3.fs.readString(file(WALKED)));
    }

    @Test
    void an_own_write_is_read_at_once() throws Exception {
        walk(WALKED, S3Operation.GET_OBJECT, i -> s3.fs.readString(file(i)));
        s3.fs.write(file(WALKED), "written here");
        assertEquals("written here", s3.fs.readString(file(WALKED)));
    }

    @Test
    void an_own_deletion_is_seen_at_once() throws Exception {
        walk(WALKED, S3Operation.GET_OBJECT, i -> s3.fs.readString(file(i)));
        s3.fs.delete(file(WALKED));
        assertThrows(NoSuchFileException.class, () -> s3.fs.readString(file(WALKED)));
        s3.fs.move("/d", "/moved");
        assertThrows(NoSuchFileException.class, () -> s3.fs.readString(file(WALKED + 1)));
        assertEquals(text(WALKED + 1), s3.fs.readString("/moved/f" + (100 + WALKED + 1)));
    }

    @Test
    void readers_never_miss_their_own_write() throws Exception {
        Race.assertAllSucceeded(Race.run(4, number -> {
            for (int i = number; i < FILES; i += 4) {
                s3.fs.write(file(i), "new " + i);
                assertEquals("new " + i, s3.fs.readString(file(i)));
                assertEquals(("new " + i).length(), s3.fs.stat(file(i)).size());
            }
            return number;
        }));
    }

    @Test
    void what_fails_ahead_is_told_to_who_asks() throws Exception {
        s3.fs.readString(file(0));
        s3.fs.readString(file(1));
        s3.wire.add(FaultRule.from(1, S3Operation.GET_OBJECT, new Fault.ErrorAnswer(403, "AccessDenied")));
        assertThrows(AccessDeniedException.class, () -> s3.fs.readString(file(2)));
        assertThrows(AccessDeniedException.class, () -> s3.fs.readString(file(WALKED)));
        s3.wire.heal();
        assertEquals(text(WALKED), s3.fs.readString(file(WALKED)));
        assertEquals(text(WALKED + 1), s3.fs.readString(file(WALKED + 1)));
    }

    @Test
    void who_waits_for_it_can_be_interrupted() throws Exception {
        ExecutorService busy = Workers.start(1);
        busy.execute(() -> LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1)));
        try (TestBucket bucket = bucketWithFiles()) {
            ReadMemory memory = memory(1 << 20);
            FilesAhead ahead = ahead(bucket, busy, memory, FilesAhead.KEPT);
            walk(bucket, ahead);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> ahead.start(FsPath.of(file(WALKED))));
            assertTrue(Thread.interrupted());
            assertNull(ahead.start(FsPath.of(file(WALKED))), "given up");
            Workers.stop(busy);
            assertNull(ahead.start(FsPath.of(file(WALKED + 1))), "never fetched");
            ahead.close();
            assertEquals(0, memory.usedBytes());
        } finally {
            Workers.stop(busy);
        }
    }

    @Test
    void a_file_that_is_gone_or_empty_or_large_is_as_without() throws Exception {
        String large = "x".repeat(70_000);
        s3.put(key(WALKED), "");
        s3.put(key(WALKED + 1), large);
        list();
        s3.store.client().deleteObject(request -> request.bucket(s3.bucket).key(key(WALKED + 2)));
        for (int i = 0; i < WALKED; i++) {
            s3.fs.readString(file(i));
        }
        assertEquals("", s3.fs.readString(file(WALKED)));
        assertEquals(large, s3.fs.readString(file(WALKED + 1)));
        assertThrows(NoSuchFileException.class, () -> s3.fs.readString(file(WALKED + 2)));
        assertEquals(text(WALKED + 3), s3.fs.readString(file(WALKED + 3)));
    }

    @Test
    void a_file_that_grew_behind_the_listing_is_read_whole() throws Exception {
        byte[] longer = Content.bytes(600_000);
        s3.store
                .client()
                .putObject(request -> request.bucket(s3.bucket).key(key(WALKED)), RequestBody.fromBytes(longer));
        walk(WALKED, S3Operation.GET_OBJECT, i -> s3.fs.readString(file(i)));
        assertArrayEquals(longer, s3.fs.readBytes(file(WALKED)));
    }

    @Test
    void without_belief_nothing_is_fetched_ahead() throws IOException {
        s3.close();
        open(Duration.ZERO);
        for (int i = 0; i < FILES; i++) {
            int file = i;
            assertEquals("HEAD_OBJECT 1", s3.requestsOf(() -> s3.fs.stat(file(file))));
            assertEquals("GET_OBJECT 1", s3.requestsOf(() -> s3.fs.readString(file(file))));
        }
    }

    @Test
    void what_nobody_opens_gives_its_memory_back() throws Exception {
        try (TestBucket bucket = bucketWithFiles()) {
            ReadMemory memory = memory(1 << 20);
            FilesAhead ahead = ahead(bucket, bucket.storage.transfers(), memory, Duration.ofMillis(1));
            assertNull(walk(bucket, ahead));
            Eventually.holds("the memory is given back", () -> memory.usedBytes() == 0);
        }
    }

    @Test
    void without_memory_nothing_is_fetched_ahead() throws Exception {
        try (TestBucket bucket = bucketWithFiles()) {
            FilesAhead ahead = ahead(bucket, bucket.storage.transfers(), memory(2000), FilesAhead.KEPT);
            walk(bucket, ahead);
            assertNotNull(ahead.start(FsPath.of(file(WALKED))), "a reader gets half of the memory");
            assertNull(ahead.start(FsPath.of(file(WALKED + 1))), "that is in use");
            ahead.close();
        }
    }

    private static ReadMemory memory(int bytes) {
        return new ReadMemory(bytes, new ArrayPool(PartMemory.CHUNK, 1));
    }

    private static TestBucket bucketWithFiles() {
        TestBucket bucket = new TestBucket(16 << 20);
        for (int i = 0; i < FILES; i++) {
            bucket.put(key(i), new byte[1000]);
        }
        return bucket;
    }

    private static FilesAhead ahead(TestBucket bucket, ExecutorService transfers, ReadMemory memory, Duration kept) {
        Storage storage = bucket.storage;
        S3Options options = storage.options().withStatCache(Duration.ofHours(1));
        return new FilesAhead(
                storage.bucket(),
                storage.keys(),
                options,
                new KnownFiles(options.statCache()),
                transfers,
                memory,
                kept);
    }

    /** Lists and opens the first files; returns what was there of the last. */
    private static ObjectStart walk(TestBucket bucket, FilesAhead ahead) throws IOException {
        FsPath directory = FsPath.of("/d");
        try (BackendListing listing = ahead.learning(directory, S3Listing.open(bucket.storage, directory))) {
            for (int i = 0; i < FILES; i++) {
                assertNotNull(listing.next());
            }
        }
        ObjectStart last = null;
        for (int i = 0; i < WALKED; i++) {
            last = ahead.start(FsPath.of(file(i)));
        }
        return last;
    }

    /** Something that is asked of a file. */
    @FunctionalInterface
    private interface Question {
        void ask(int file) throws IOException;
    }

    /** Asks about the first files, and waits until the store has answered for those that follow, too. */
    private void walk(int files, S3Operation operation, Question question) throws Exception {
        for (int i = 0; i < files; i++) {
            question.ask(i);
        }
        Eventually.holds(
                "files are fetched ahead",
                () -> s3.wire.answered().stream()
                                .filter(request -> request.operation() == operation)
                                .count()
                        >= files + AHEAD);
    }

    private int list() throws IOException {
        int entries = 0;
        try (DirectoryListing listing = s3.fs.list("/d")) {
            while (listing.next() != null) {
                entries++;
            }
        }
        s3.wire.reset();
        return entries;
    }

    private static String key(int number) {
        return "d/f" + (100 + number);
    }

    private static String file(int number) {
        return "/" + key(number);
    }

    private static String text(int number) {
        return "text of " + number + ".".repeat(number);
    }
}
