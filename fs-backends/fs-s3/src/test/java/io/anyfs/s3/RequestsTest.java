package io.anyfs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.tree.TreeDelete;
import io.anyfs.tree.Walk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many requests operations make: the table in {@code docs/s3.md}. */
@Tag("once")
class RequestsTest {

    private WiredBucket s3;

    @BeforeEach
    void open() throws IOException {
        s3 = new WiredBucket();
    }

    @AfterEach
    void close() throws IOException {
        s3.close();
    }

    @Test
    void stat_of_a_file_is_one_request() throws IOException {
        s3.put("d/f", "text");
        assertEquals("HEAD_OBJECT 1", s3.requestsOf(() -> s3.fs.stat("/d/f")));
    }

    @Test
    void stat_of_a_directory_is_two_requests_and_three_with_a_marker() throws IOException {
        s3.put("implied/f", "text");
        s3.fs.createDirectory("/marked");
        assertEquals("HEAD_OBJECT 1, LIST_OBJECTS_V2 1", s3.requestsOf(() -> s3.fs.stat("/implied")));
        assertEquals("HEAD_OBJECT 2, LIST_OBJECTS_V2 1", s3.requestsOf(() -> s3.fs.stat("/marked")));
    }

    @Test
    void a_missing_file_in_a_directory_is_three_requests() throws IOException {
        s3.put("d/f", "text");
        assertEquals("HEAD_OBJECT 1, LIST_OBJECTS_V2 2", s3.requestsOf(() -> s3.fs.exists("/d/none")));
    }

    @Test
    void a_small_file_is_opened_and_read_by_one_request() throws IOException {
        s3.put("f", "text");
        assertEquals("GET_OBJECT 1", s3.requestsOf(() -> s3.fs.readString("/f")));
    }

    @Test
    void many_small_files_are_one_request_each_after_a_look_at_their_directory() throws IOException {
        s3.put("d/first", "text");
        assertEquals(
                "HEAD_OBJECT 1, LIST_OBJECTS_V2 1, PUT_OBJECT 1", s3.requestsOf(() -> s3.fs.write("/d/a", "text")));
        assertEquals("PUT_OBJECT 1", s3.requestsOf(() -> s3.fs.write("/d/b", "text")));
        assertEquals(
                "PUT_OBJECT 1",
                s3.requestsOf(() -> s3.fs.write("/d/c", WriteOptions.createNew(), out -> out.write(new byte[10]))));
        assertEquals("HEAD_OBJECT 1, PUT_OBJECT 1", s3.requestsOf(() -> s3.fs.write("/d/c", "replaced")));
    }

    @Test
    void many_small_files_are_stored_over_one_connection() throws IOException {
        for (int i = 0; i < 20; i++) {
            s3.fs.write("/d" + i, "text");
        }
        assertEquals(1, s3.wire.openConnections());
    }

    @Test
    void parents_that_were_seen_a_moment_ago_are_not_looked_for_again() throws IOException {
        WriteOptions creating = WriteOptions.replace().creatingParents();
        s3.fs.write("/d/e/a", creating, out -> out.write(new byte[10]));
        assertEquals(
                "PUT_OBJECT 1", s3.requestsOf(() -> s3.fs.write("/d/e/b", creating, out -> out.write(new byte[1]))));
    }

    @Test
    void what_was_missing_in_its_directory_a_moment_ago_is_told_without_a_request() throws IOException {
        s3.put("d/first", "text");
        s3.fs.write("/d/a", "text");
        assertEquals("", s3.requestsOf(() -> assertFalse(s3.fs.exists("/d/none"))));
        assertEquals("HEAD_OBJECT 1", s3.requestsOf(() -> assertTrue(s3.fs.exists("/d/a"))));
    }

    @Test
    void a_store_is_asked_once_whether_it_honours_conditions() throws IOException {
        s3.close();
        s3 = new WiredBucket(S3Conditions.AUTO);
        s3.fs.write("/first", "text");
        assertEquals(
                "DELETE_OBJECT 1, PUT_OBJECT 3",
                s3.requestsOf(() -> s3.fs.write("/a", WriteOptions.createNew(), out -> out.write(new byte[1]))));
        assertEquals(
                "PUT_OBJECT 1",
                s3.requestsOf(() -> s3.fs.write("/b", WriteOptions.createNew(), out -> out.write(new byte[1]))));
    }

    @Test
    void a_large_file_is_a_request_for_each_part_and_three_more() throws IOException {
        byte[] bytes = new byte[2 * S3Options.MIN_PART_SIZE + 1];
        assertEquals(
                "COMPLETE_MULTIPART_UPLOAD 1, CREATE_MULTIPART_UPLOAD 1, HEAD_OBJECT 1, LIST_OBJECTS_V2 1, UPLOAD_PART 3",
                s3.requestsOf(() -> s3.fs.write("/large", bytes)));
    }

    @Test
    void a_file_is_deleted_by_three_requests_and_the_last_of_a_directory_by_four() throws IOException {
        s3.put("d/a", "text");
        s3.put("d/b", "text");
        assertEquals("DELETE_OBJECT 1, HEAD_OBJECT 1, LIST_OBJECTS_V2 1", s3.requestsOf(() -> s3.fs.delete("/d/a")));
        assertEquals(
                "DELETE_OBJECT 1, HEAD_OBJECT 1, LIST_OBJECTS_V2 1, PUT_OBJECT 1",
                s3.requestsOf(() -> s3.fs.delete("/d/b")));
        assertTrue(s3.fs.isDirectory(FsPath.of("/d")));
    }

    @Test
    void a_file_is_moved_by_the_store() throws IOException {
        s3.put("d/a", "text");
        s3.put("d/x", "text");
        String requests = s3.requestsOf(() -> s3.fs.move(FsPath.of("/d/a"), FsPath.of("/d/b"), IfExists.FAIL));
        assertTrue(requests.contains("COPY_OBJECT 1"), requests);
        assertEquals(0, s3.wire.count(S3Operation.GET_OBJECT));
        assertEquals(0, s3.wire.count(S3Operation.PUT_OBJECT));
        assertEquals("text", s3.fs.readString("/d/b"));
    }

    @Test
    void a_large_directory_is_listed_and_deleted_by_pages_of_a_thousand() throws Exception {
        int pages = Boolean.getBoolean("anyfs.thorough") ? 10 : 2;
        int files = pages * 1000;
        grow(files - 2);
        assertEquals(
                "HEAD_OBJECT 1, LIST_OBJECTS_V2 2, PUT_OBJECT 1",
                s3.requestsOf(() -> s3.fs.write("/d/a", "in a directory of more than a page")));
        assertEquals(
                "HEAD_OBJECT 1, LIST_OBJECTS_V2 1, PUT_OBJECT 1", s3.requestsOf(() -> s3.fs.write("/d/b", "another")));
        assertEquals("LIST_OBJECTS_V2 " + pages, s3.requestsOf(() -> assertEquals(files, countListed())));
        assertEquals(
                "HEAD_OBJECT 1, LIST_OBJECTS_V2 " + (pages + 1),
                s3.requestsOf(() -> assertEquals(files + 1, countWalked())));
        assertEquals(
                "DELETE_OBJECTS " + pages + ", HEAD_OBJECT 1, LIST_OBJECTS_V2 " + (pages + 1),
                s3.requestsOf(() -> assertEquals(files + 1, TreeDelete.delete(s3.fs, FsPath.of("/d")))));
    }

    private int countListed() throws IOException {
        return s3.fs.entries("/d").size();
    }

    private long countWalked() throws IOException {
        try (var entries = Walk.of(s3.fs, "/d").stream()) {
            return entries.count();
        }
    }

    private void grow(int files) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> puts = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                String key = "d/file-" + i;
                puts.add(threads.submit(() -> s3.put(key, "")));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
