package io.anyfs.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.AttributeChanges;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.StorageFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelWriteHandleTest {

    private static final FsPath PATH = FsPath.of("/file");

    @TempDir
    Path directory;

    @Test
    void a_write_at_a_position_does_not_move_where_the_others_go_on() throws IOException {
        Path file = directory.resolve("file");
        try (FileChannel channel = open(file, StandardOpenOption.CREATE_NEW)) {
            Written write = new Written(channel, 0, 0);
            write.write(bytes("ab"));
            write.write(bytes("xyz"), 5);
            write.write(bytes("cd"));

            assertEquals(8, write.commit().size());
        }
        assertEquals("abcd\0xyz", Files.readString(file));
    }

    @Test
    void an_append_goes_on_behind_what_is_there() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        try (FileChannel channel = open(file)) {
            Written write = new Written(channel, 3, 3);
            write.write(bytes("+new"));
            write.commit();
        }
        assertEquals("old+new", Files.readString(file));
    }

    @Test
    void nothing_written_behind_the_end_leaves_the_size() throws IOException {
        try (FileChannel channel = open(directory.resolve("file"), StandardOpenOption.CREATE_NEW)) {
            Written write = new Written(channel, 0, 0);
            write.write(ByteBuffer.allocate(0), 100);

            assertEquals(0, write.size());
            write.abort();
        }
    }

    @Test
    void a_file_is_cut_and_extended_with_zeros() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "content");
        try (FileChannel channel = open(file)) {
            Written write = new Written(channel, 0, 7);
            write.truncate(3);
            write.truncate(5);
            write.commit();
        }
        assertEquals("con\0\0", Files.readString(file));
    }

    @Test
    void attributes_that_are_set_are_added_to_those_it_was_opened_with() throws IOException {
        try (FileChannel channel = open(directory.resolve("file"), StandardOpenOption.CREATE_NEW)) {
            Written write = new Written(channel, 0, 0);
            write.setAttributes(AttributeChanges.NONE.withLastModified(Instant.EPOCH));

            assertEquals(AttributeChanges.NONE.withMode(0640).withLastModified(Instant.EPOCH), write.attributes());
            write.abort();
        }
    }

    @Test
    void a_failure_of_the_channel_is_told_in_the_words_of_the_storage_and_leaves_the_size() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "content");
        Written write = new Written(open(file), 0, 7);
        write.abort();

        assertThrows(StorageFullException.class, () -> write.write(bytes("more"), 7));
        assertThrows(StorageFullException.class, () -> write.truncate(0));
        assertThrows(StorageFullException.class, write::force);
        assertEquals(7, write.size());
    }

    @Test
    void what_fails_at_an_abort_is_added_to_the_failure_before_it() throws IOException {
        try (FileChannel channel = open(directory.resolve("file"), StandardOpenOption.CREATE_NEW)) {
            IOException first = new IOException("at the commit");
            IOException second = new IOException("at the abort");
            Written write = new Written(channel, 0, 0) {
                @Override
                public void abort() throws IOException {
                    super.abort();
                    throw second;
                }
            };

            BackendWriteHandle.abortAfter(first, write);

            assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
        }
    }

    private static FileChannel open(Path file, StandardOpenOption... more) throws IOException {
        StandardOpenOption[] options = Arrays.copyOf(more, more.length + 2);
        options[more.length] = StandardOpenOption.READ;
        options[more.length + 1] = StandardOpenOption.WRITE;
        return FileChannel.open(file, options);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static class Written extends ChannelWriteHandle {

        Written(FileChannel channel, long next, long size) {
            super(channel, AttributeChanges.NONE.withMode(0640), next, size);
        }

        @Override
        protected IOException told(IOException failure) {
            return new StorageFullException(PATH.toString(), "no room");
        }

        @Override
        public FileInfo commit() throws IOException {
            channel().close();
            return FileInfo.of(PATH, FileType.FILE, size(), Instant.EPOCH);
        }

        @Override
        public void abort() throws IOException {
            channel().close();
        }
    }
}
