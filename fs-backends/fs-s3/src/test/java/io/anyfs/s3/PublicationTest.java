package io.anyfs.s3;

import static io.anyfs.s3.TestBucket.PART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.TransientStorageException;
import io.anyfs.WriteOptions;
import io.anyfs.s3.testing.S3Operation;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commit: under which conditions, with which facts, and when requests or answers are lost. */
@Tag("once")
@Timeout(60)
class PublicationTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_234_567_890);
    private static final byte[] OTHERS = Content.bytes(10, 7);

    private final TestBucket bucket = new TestBucket(64 << 20);

    @AfterEach
    void close() {
        bucket.assertNothingLeft();
        bucket.close();
    }

    private BackendWriteHandle written(WriteOptions options, byte[] content) throws IOException {
        BackendWriteHandle handle = bucket.write("/file", options);
        handle.write(ByteBuffer.wrap(content));
        return handle;
    }

    // ---------------------------------------------------------------- conditions

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 1})
    void a_new_file_does_not_replace_what_was_created_meanwhile(int size) throws IOException {
        BackendWriteHandle handle = written(WriteOptions.createNew(), Content.bytes(size));
        bucket.put("file", OTHERS);
        assertThrows(FileAlreadyExistsException.class, handle::commit);
        assertArrayEquals(OTHERS, bucket.bytes("file"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 1})
    void a_version_is_replaced_only_if_it_is_still_there(int size) throws IOException {
        bucket.put("file", Content.bytes(20));
        String version = bucket.head("file").eTag();
        WriteOptions options = WriteOptions.replace().onlyIfVersion(version);
        BackendWriteHandle right = written(options, Content.bytes(size));
        BackendWriteHandle late = written(options, Content.bytes(size, 2));
        right.commit();
        FileChangedException changed = assertThrows(FileChangedException.class, late::commit);
        assertTrue(changed.getMessage().contains(version), changed.getMessage());
        assertArrayEquals(Content.bytes(size), bucket.bytes("file"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 1})
    void a_version_that_was_deleted_is_not_created_anew(int size) throws IOException {
        bucket.put("file", Content.bytes(20));
        BackendWriteHandle handle =
                written(WriteOptions.replace().onlyIfVersion(bucket.head("file").eTag()), Content.bytes(size));
        bucket.delete("file");
        assertThrows(FileChangedException.class, handle::commit);
        assertEquals(List.of(), bucket.keys());
    }

    @Test
    void a_file_is_replaced_whatever_is_there_if_nobody_says_otherwise() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(20));
        bucket.put("file", OTHERS);
        handle.commit();
        assertArrayEquals(Content.bytes(20), bucket.bytes("file"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 1})
    void what_was_appended_by_somebody_else_is_not_lost(int size) throws IOException {
        bucket.put("file", Content.bytes(size));
        BackendWriteHandle one = written(WriteOptions.append(), new byte[] {1});
        BackendWriteHandle other = written(WriteOptions.append(), new byte[] {2});
        one.commit();
        assertThrows(FileChangedException.class, other::commit);
        assertArrayEquals(Content.joined(Content.bytes(size), new byte[] {1}), bucket.bytes("file"));
    }

    @Test
    void what_was_created_by_somebody_else_is_not_lost_in_an_append() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.append(), Content.bytes(20));
        bucket.put("file", OTHERS);
        assertThrows(FileChangedException.class, handle::commit);
        assertArrayEquals(OTHERS, bucket.bytes("file"));
    }

    @Test
    void an_update_never_mixes_two_versions() throws IOException {
        bucket.put("file", Content.bytes(12 << 20));
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.update());
        handle.write(ByteBuffer.wrap(new byte[] {1}), 6 << 20);
        bucket.put("file", OTHERS);
        assertThrows(FileChangedException.class, () -> handle.read(ByteBuffer.allocate(10), 0));
        assertThrows(FileChangedException.class, handle::commit);
        assertArrayEquals(OTHERS, bucket.bytes("file"));
    }

    // ---------------------------------------------------------------- failures

    @Test
    void a_lost_answer_to_one_part_is_recognised_as_ours() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.createNew(), Content.bytes(20));
        bucket.wire.loseAnswers(S3Operation.PUT_OBJECT, 1);
        FileInfo info = handle.commit();
        assertEquals(2, bucket.wire.sent(S3Operation.PUT_OBJECT).size());
        assertEquals(bucket.head("file").eTag(), info.version());
    }

    @Test
    void lost_answers_to_all_tries_of_one_part_are_recognised_as_ours() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.createNew(), Content.bytes(20));
        bucket.wire.loseAnswers(S3Operation.PUT_OBJECT, 100);
        handle.commit();
        assertArrayEquals(Content.bytes(20), bucket.bytes("file"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void a_lost_answer_to_the_end_of_an_upload_is_recognised_as_ours(int times) throws IOException {
        byte[] content = Content.bytes(PART + 1);
        BackendWriteHandle handle = written(WriteOptions.createNew(), content);
        bucket.wire.loseAnswers(S3Operation.COMPLETE_MULTIPART_UPLOAD, times);
        FileInfo info = handle.commit();
        assertEquals(bucket.head("file").eTag(), info.version());
        assertArrayEquals(content, bucket.bytes("file"));
    }

    @Test
    void a_lost_answer_that_was_a_refusal_is_not_recognised_as_ours() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.createNew(), Content.bytes(20));
        bucket.put("file", Content.bytes(20));
        bucket.wire.loseAnswers(S3Operation.PUT_OBJECT, 1);
        assertThrows(FileAlreadyExistsException.class, handle::commit);
    }

    @Test
    void where_the_store_could_not_decide_what_is_there_counts() throws IOException {
        BackendWriteHandle first = written(WriteOptions.createNew(), Content.bytes(20));
        BackendWriteHandle second = written(WriteOptions.createNew(), Content.bytes(20));
        bucket.wire.refuse(S3Operation.PUT_OBJECT, 1, 409, "ConditionalRequestConflict");
        assertThrows(TransientStorageException.class, first::commit);
        bucket.put("file", OTHERS);
        bucket.wire.refuse(S3Operation.PUT_OBJECT, 1, 409, "ConditionalRequestConflict");
        assertThrows(FileAlreadyExistsException.class, second::commit);
    }

    @Test
    void an_upload_that_the_store_has_forgotten_is_no_missing_file() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(PART + 1));
        bucket.wire.refuse(S3Operation.COMPLETE_MULTIPART_UPLOAD, 1, 404, "NoSuchUpload");
        assertThrows(TransientStorageException.class, handle::commit);
        assertEquals(List.of(), bucket.keys());
    }

    @Test
    void a_part_that_fails_is_told_by_the_next_write_and_nothing_is_published() throws IOException {
        bucket.put("file", OTHERS);
        bucket.wire.refuse(S3Operation.UPLOAD_PART, 1, 403, "AccessDenied");
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(PART + 1));
        Eventually.holds("the part is refused", () -> bucket.memory.usedBytes() == PartMemory.CHUNK);
        assertThrows(AccessDeniedException.class, () -> handle.write(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, () -> handle.write(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, handle::commit);
        assertArrayEquals(OTHERS, bucket.bytes("file"));
    }

    @Test
    void a_part_that_fails_is_told_by_the_commit() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(PART + 1));
        bucket.wire.refuse(S3Operation.UPLOAD_PART, 2, 403, "AccessDenied");
        assertThrows(AccessDeniedException.class, handle::commit);
        assertEquals(List.of(), bucket.keys());
    }

    @Test
    void what_no_one_expects_in_a_part_is_told_by_the_commit() throws IOException {
        bucket.wire.disturb(S3Operation.UPLOAD_PART, 2, exchange -> {
            throw new OutOfMemoryError("as the test wants it");
        });
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(PART + 1));
        assertThrows(IOException.class, handle::commit);
        assertEquals(List.of(), bucket.keys());
    }

    @Test
    void an_upload_that_could_not_be_begun_is_not_published_without_its_first_part() throws IOException {
        bucket.wire.refuse(S3Operation.CREATE_MULTIPART_UPLOAD, 1, 403, "AccessDenied");
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.replace());
        assertThrows(AccessDeniedException.class, () -> handle.write(ByteBuffer.allocate(PART + 1)));
        assertThrows(IOException.class, () -> handle.write(ByteBuffer.allocate(1)));
        assertThrows(IOException.class, handle::commit);
        assertEquals(List.of(), bucket.keys());
    }

    @Test
    void after_the_commit_an_abort_asks_the_store_for_nothing() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(PART + 1));
        handle.commit();
        handle.abort();
        assertEquals(List.of(), bucket.wire.sent(S3Operation.ABORT_MULTIPART_UPLOAD));
        assertArrayEquals(Content.bytes(PART + 1), bucket.bytes("file"));
    }

    // ---------------------------------------------------------------- facts

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 1})
    void attributes_that_are_set_before_the_first_part_go_with_it(int size) throws IOException {
        BackendWriteHandle handle = bucket.write("/file", WriteOptions.replace());
        handle.setAttributes(AttributeChanges.NONE.withLastModified(TIME).withMode(0640));
        handle.write(ByteBuffer.allocate(size));
        FileInfo info = handle.commit();
        assertEquals(TIME, info.lastModified());
        assertEquals(
                Long.toString(TIME.getEpochSecond()),
                bucket.head("file").metadata().get("mtime"));
        assertEquals(Integer.toString(0100640), bucket.head("file").metadata().get("mode"));
        assertEquals(List.of(), bucket.wire.sent(S3Operation.COPY_OBJECT));
    }

    @Test
    void attributes_that_are_set_after_the_first_part_are_there_with_the_commit() throws IOException {
        byte[] content = Content.bytes(PART + 1);
        BackendWriteHandle handle = written(WriteOptions.replace(), content);
        handle.setAttributes(AttributeChanges.NONE.withLastModified(TIME));
        FileInfo info = handle.commit();
        assertEquals(TIME, info.lastModified());
        assertEquals(bucket.head("file").eTag(), info.version());
        assertEquals(
                Long.toString(TIME.getEpochSecond()),
                bucket.head("file").metadata().get("mtime"));
        assertArrayEquals(content, bucket.bytes("file"));
    }

    @Test
    void attributes_that_cannot_be_set_do_not_make_a_commit_fail_that_has_published() throws IOException {
        BackendWriteHandle handle = written(WriteOptions.replace(), Content.bytes(PART + 1));
        handle.setAttributes(AttributeChanges.NONE.withLastModified(TIME));
        bucket.wire.refuse(S3Operation.COPY_OBJECT, 1, 403, "AccessDenied");
        FileInfo info = handle.commit();
        assertTrue(info.lastModified().isAfter(TIME));
        assertArrayEquals(Content.bytes(PART + 1), bucket.bytes("file"));
    }

    @Test
    void the_content_type_is_that_of_the_name() throws IOException {
        BackendWriteHandle handle = bucket.write("/page.html", WriteOptions.replace());
        handle.commit();
        assertEquals("text/html", bucket.head("page.html").contentType());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, PART + 1})
    void an_append_keeps_what_is_stored_beside_the_bytes_except_for_the_time(int size) throws IOException {
        Map<String, String> metadata = Map.of("colour", "red", "mode", "33188", "mtime", "1000000000");
        bucket.put("file", Content.bytes(size), "application/x-own", metadata);
        FileInfo info = written(WriteOptions.append(), new byte[] {1}).commit();
        assertEquals("application/x-own", bucket.head("file").contentType());
        assertEquals("red", bucket.head("file").metadata().get("colour"));
        assertEquals("33188", bucket.head("file").metadata().get("mode"));
        assertTrue(info.lastModified().isAfter(Instant.ofEpochSecond(1_000_000_000)));
    }

    @Test
    void a_replacement_keeps_the_mode_and_nothing_else() throws IOException {
        Map<String, String> metadata = Map.of("colour", "red", "mode", "33188");
        bucket.put("file", OTHERS, "application/x-own", metadata);
        written(WriteOptions.replace(), Content.bytes(20)).commit();
        assertEquals("33188", bucket.head("file").metadata().get("mode"));
        assertNull(bucket.head("file").metadata().get("colour"));
    }
}
