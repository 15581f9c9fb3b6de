package io.anyfs.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelReadHandleTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("file"), "content");
    }

    @Test
    void bytes_behind_the_size_that_was_opened_are_not_seen() throws IOException {
        try (HostFile handle = new HostFile(file)) {
            Files.writeString(file, "+more", StandardOpenOption.APPEND);

            assertEquals("ntent", read(handle, 2));
            assertEquals("content", sent(handle));
            assertEquals(-1, handle.read(ByteBuffer.allocate(10), 7));
            assertEquals(0, handle.transferTo(7, 10, Channels.newChannel(new ByteArrayOutputStream())));
        }
    }

    @Test
    void a_file_that_was_cut_tells_that_it_changed() throws IOException {
        try (HostFile handle = new HostFile(file)) {
            Files.writeString(file, "con");

            assertThrows(FileChangedException.class, () -> read(handle, 3));
            assertThrows(
                    FileChangedException.class,
                    () -> handle.transferTo(3, 4, Channels.newChannel(new ByteArrayOutputStream())));
        }
    }

    @Test
    void an_interrupted_thread_does_not_touch_the_channel() throws IOException {
        try (HostFile handle = new HostFile(file)) {
            Thread.currentThread().interrupt();
            try {
                assertThrows(InterruptedIOException.class, () -> read(handle, 0));
            } finally {
                assertTrue(Thread.interrupted());
            }
            assertTrue(handle.now().isOpen());
        }
    }

    @Test
    void a_channel_that_the_interrupt_of_another_closed_is_opened_anew() throws IOException {
        try (HostFile handle = new HostFile(file)) {
            handle.now().close();
            assertEquals("content", read(handle, 0));

            handle.now().close();
            assertEquals("content", sent(handle));
        }
    }

    @Test
    void a_target_that_fails_as_closed_and_does_not_say_so_fails_the_transfer() throws IOException {
        WritableByteChannel ended = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) throws IOException {
                throw new ClosedChannelException();
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        try (HostFile handle = new HostFile(file)) {
            assertThrows(ClosedChannelException.class, () -> handle.transferTo(0, 7, ended));
            assertEquals("content", sent(handle));
        }
    }

    @Test
    void a_target_that_is_closed_fails_the_transfer() throws IOException {
        try (HostFile handle = new HostFile(file)) {
            WritableByteChannel closed = Channels.newChannel(new ByteArrayOutputStream());
            closed.close();

            assertThrows(ClosedChannelException.class, () -> handle.transferTo(0, 7, closed));
        }
    }

    @Test
    void a_closed_handle_opens_nothing_anew() throws IOException {
        HostFile handle = new HostFile(file);
        handle.close();

        assertThrows(ClosedChannelException.class, () -> read(handle, 0));
    }

    @Test
    void a_closed_handle_tells_so_to_a_thread_that_its_channel_interrupted() throws IOException {
        HostFile handle = new HostFile(file);
        handle.close();

        Thread.currentThread().interrupt();
        try {
            assertThrows(AsynchronousCloseException.class, () -> read(handle, 0));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static String read(HostFile handle, long position) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(100);
        handle.read(target, position);
        return StandardCharsets.UTF_8.decode(target.flip()).toString();
    }

    private static String sent(HostFile handle) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        handle.transferTo(0, 100, Channels.newChannel(target));
        return target.toString(StandardCharsets.UTF_8);
    }

    private static final class HostFile extends ChannelReadHandle<FileChannel> {

        HostFile(Path file) throws IOException {
            super(
                    FileInfo.of(FsPath.of("/file"), FileType.FILE, Files.size(file), Instant.EPOCH),
                    FileChannel.open(file),
                    () -> FileChannel.open(file));
        }

        FileChannel now() {
            return channel();
        }

        @Override
        protected int read(FileChannel from, ByteBuffer target, long position) throws IOException {
            return from.read(target, position);
        }

        @Override
        protected long transferTo(FileChannel from, long position, long count, WritableByteChannel target)
                throws IOException {
            return from.transferTo(position, count, target);
        }

        @Override
        protected long size(FileChannel of) throws IOException {
            return of.size();
        }
    }
}
