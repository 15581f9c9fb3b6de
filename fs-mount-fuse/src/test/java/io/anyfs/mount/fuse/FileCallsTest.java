package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.AttributeChanges;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.mount.os.PageCache;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import org.cryptomator.jfuse.api.FileInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel is told when files are opened. */
class FileCallsTest {

    private static final FsPath A = FsPath.of("/a");
    private static final int WRITE_ONLY = 1;
    private static final int READ_AND_WRITE = 2;
    private static final int TRUNCATE = 01000;
    private static final int APPEND = 02000;
    private static final int DIRECT_IO = 2;

    private FileSystem fs;
    private FileCalls calls;

    @BeforeEach
    void open() throws IOException {
        Fuse.require();
        fs = MemoryFileSystem.create();
        calls = new FileCalls(new OpenFiles(fs), PageCache.UNTIL_CHANGED);
    }

    @AfterEach
    void close() throws IOException {
        fs.close();
    }

    /** The structure of libfuse as jfuse hands it in. */
    private record Opened(FileInfo handle, MemorySegment memory) {

        static Opened with(int flags) throws ReflectiveOperationException {
            MemorySegment memory = MemorySegment.ofArray(new long[8]);
            memory.set(ValueLayout.JAVA_INT, 0, flags);
            String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "amd64";
            Constructor<?> constructor = Class.forName("org.cryptomator.jfuse.linux." + processor + ".FileInfoImpl")
                    .getDeclaredConstructor(MemorySegment.class);
            constructor.setAccessible(true);
            return new Opened((FileInfo) constructor.newInstance(memory), memory);
        }

        boolean passesByCache() {
            return memory.get(ValueLayout.JAVA_INT, 4) == DIRECT_IO;
        }
    }

    private Opened create(int flags, int mode) throws Exception {
        Opened opened = Opened.with(flags);
        calls.create(A, mode, opened.handle());
        return opened;
    }

    private Opened open(int flags) throws Exception {
        Opened opened = Opened.with(flags);
        calls.open(A, opened.handle());
        return opened;
    }

    @Test
    void a_new_file_is_written_past_the_page_cache() throws Exception {
        Opened opened = create(WRITE_ONLY | APPEND, 0644);
        assertTrue(opened.passesByCache());
        calls.release(opened.handle());
        assertTrue(open(WRITE_ONLY | TRUNCATE).passesByCache());
    }

    @Test
    void what_can_be_read_or_was_there_is_not() throws Exception {
        Opened opened = create(READ_AND_WRITE, 0644);
        assertFalse(opened.passesByCache());
        calls.release(opened.handle());
        assertFalse(open(WRITE_ONLY).passesByCache());
    }

    @Test
    void nothing_is_where_the_kernel_is_to_keep_all() throws Exception {
        calls = new FileCalls(new OpenFiles(fs), PageCache.FOREVER);
        assertFalse(create(WRITE_ONLY, 0644).passesByCache());
    }

    @Test
    void all_is_where_the_kernel_is_to_keep_nothing() throws Exception {
        calls = new FileCalls(new OpenFiles(fs), PageCache.NONE);
        assertTrue(create(READ_AND_WRITE, 0644).passesByCache());
        assertTrue(open(WRITE_ONLY).passesByCache());
        assertTrue(open(0).passesByCache());
    }

    @Test
    void rights_are_taken_from_a_file_that_is_written_past_the_cache() throws Exception {
        calls = new FileCalls(new OpenFiles(fs), PageCache.NONE);
        Opened opened = create(WRITE_ONLY, 0644);
        calls.release(opened.handle());
        for (int[] mode : new int[][] {{06755, 0755}, {02745, 02745}}) {
            fs.setAttributes(A, AttributeChanges.mode(mode[0]));
            opened = open(WRITE_ONLY);
            calls.write(opened.handle(), ByteBuffer.wrap(new byte[1]), 0);
            assertEquals(mode[1], fs.stat("/a").posix().mode());
            calls.release(opened.handle());
        }
    }

    @Test
    void a_file_that_gives_rights_is_left_to_the_kernel_which_takes_them_away() throws Exception {
        Opened opened = create(WRITE_ONLY, 04755);
        assertFalse(opened.passesByCache());
        calls.release(opened.handle());
        fs.setAttributes(A, AttributeChanges.mode(02755));
        opened = open(WRITE_ONLY | TRUNCATE);
        assertFalse(opened.passesByCache());
        calls.release(opened.handle());
        fs.setAttributes(A, AttributeChanges.mode(02745));
        assertTrue(open(WRITE_ONLY | TRUNCATE).passesByCache());
    }

    @Test
    void a_file_that_was_deleted_beside_the_mount_and_is_open_there_shares_its_pages_with_its_successor()
            throws Exception {
        fs.write("/a", "old");
        open(READ_AND_WRITE);
        fs.delete("/a");
        assertFalse(create(WRITE_ONLY, 0644).passesByCache());
    }

    @Test
    void a_file_that_somebody_made_beside_the_mount_just_before_is_truncated_if_asked() throws Exception {
        fs.write("/a", "theirs");
        Opened kept = create(WRITE_ONLY, 0644);
        assertEquals("theirs", fs.readString("/a"));
        assertFalse(kept.passesByCache());
        calls.release(kept.handle());
        create(WRITE_ONLY | TRUNCATE, 0644);
        assertEquals("", fs.readString("/a"));
    }
}
