package io.anyfs.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capability;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.local.LocalFileSystem;
import io.anyfs.memory.MemoryFileSystem;
import io.anyfs.nio.NioOptions.Locks;
import io.anyfs.nio.NioOptions.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels of a storage do what those of files do. */
class ChannelTest {

    private final FileSystem storage = MemoryFileSystem.create();
    private final java.nio.file.FileSystem nio = NioFileSystems.of(storage.borrow("test"));
    private final java.nio.file.FileSystem atClose =
            NioFileSystems.of(storage.borrow("test"), NioOptions.DEFAULT.withPublication(Publication.AT_CLOSE));
    private final Path file = nio.getPath("/f");

    @AfterEach
    void close() throws IOException {
        nio.close();
        atClose.close();
        assertEquals(List.of(), storage.openResources());
        storage.close();
    }

    @Test
    void a_channel_has_a_position() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            assertEquals(6, channel.write(bytes("abcdef")));
            assertEquals(6, channel.position());
            channel.position(2);
            assertEquals("cd", read(channel, 2));
            assertEquals(4, channel.position());
            assertEquals("ab", readAt(channel, 0, 2));
            assertEquals(4, channel.position());
            channel.write(bytes("X"));
            channel.write(bytes("Y"), 0);
            assertEquals("YbcdXf", readAt(channel, 0, 6));
            assertEquals(-1, channel.read(ByteBuffer.allocate(1), 6));
            channel.position(8).write(bytes("Z"));
            assertEquals(9, channel.size());
            channel.truncate(3);
            assertEquals(3, channel.position());
            channel.truncate(100);
            assertEquals(3, channel.size());
            assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
            assertThrows(IllegalArgumentException.class, () -> channel.truncate(-1));
        }
        assertEquals("Ybc", Files.readString(file));
    }

    @Test
    void what_is_behind_a_hole_reads_as_zeros_before_it() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, SPARSE)) {
            channel.write(bytes("a"), 3);
        }
        assertArrayEquals(new byte[] {0, 0, 0, 'a'}, Files.readAllBytes(file));
    }

    @Test
    void buffers_are_scattered_and_gathered() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            assertEquals(5, channel.write(new ByteBuffer[] {bytes("ab"), bytes(""), bytes("cde")}));
            ByteBuffer[] parts = {ByteBuffer.allocate(1), ByteBuffer.allocate(3), ByteBuffer.allocate(9)};
            assertEquals(5, channel.position(0).read(parts));
            assertEquals("bcd", text(parts[1]));
            assertEquals(-1, channel.read(parts));
            assertThrows(IndexOutOfBoundsException.class, () -> channel.read(parts, 2, 2));
        }
    }

    @Test
    void each_way_to_open_starts_from_what_it_should() throws IOException {
        assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(file, WRITE));
        assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(file, APPEND));
        assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(file, WRITE, TRUNCATE_EXISTING));
        assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(file));
        write("abc", CREATE, WRITE);
        write("X", CREATE, WRITE);
        assertEquals("Xbc", Files.readString(file));
        write("de", APPEND);
        assertEquals("Xbcde", Files.readString(file));
        write("Y", WRITE, TRUNCATE_EXISTING);
        assertEquals("Y", Files.readString(file));
        write("Z", CREATE, APPEND);
        assertEquals("YZ", Files.readString(file));
        assertThrows(FileAlreadyExistsException.class, () -> Files.newByteChannel(file, CREATE_NEW, WRITE));
        // CREATE_NEW and TRUNCATE_EXISTING mean nothing to who reads.
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ, CREATE_NEW, TRUNCATE_EXISTING)) {
            assertEquals(2, channel.size());
        }
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> Files.newByteChannel(file, READ, APPEND));
        assertThrows(IllegalArgumentException.class, () -> Files.newByteChannel(file, APPEND, TRUNCATE_EXISTING));
        assertThrows(UnsupportedOperationException.class, () -> Files.newByteChannel(file, CREATE, WRITE, SYNC));
        assertThrows(UnsupportedOperationException.class, () -> Files.newByteChannel(file, new OtherOption()));
        assertThrows(UnsupportedOperationException.class, () -> Files.newInputStream(file, WRITE));
        assertThrows(IllegalArgumentException.class, () -> Files.newOutputStream(file, READ));
        assertFalse(Files.exists(file));
    }

    @Test
    void a_channel_does_only_what_it_was_opened_for() throws IOException {
        Files.writeString(file, "abc");
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = FileChannel.open(file, WRITE)) {
            assertThrows(NonWritableChannelException.class, () -> in.write(bytes("x")));
            assertThrows(NonWritableChannelException.class, () -> in.truncate(0));
            assertThrows(NonWritableChannelException.class, () -> in.transferFrom(in, 0, 1));
            assertThrows(NonReadableChannelException.class, () -> out.read(ByteBuffer.allocate(1)));
            assertThrows(NonReadableChannelException.class, () -> out.transferTo(0, 1, out));
            assertThrows(UnsupportedOperationException.class, () -> in.map(FileChannel.MapMode.READ_ONLY, 0, 3));
        }
    }

    @Test
    void an_append_goes_to_the_end_wherever_the_position_is() throws IOException {
        Files.writeString(file, "abc");
        try (FileChannel channel = FileChannel.open(file, APPEND)) {
            channel.position(0).write(bytes("d"));
            assertEquals(4, channel.position());
            channel.write(bytes("e"), 0);
        }
        assertEquals("abcde", Files.readString(file));
    }

    @Test
    void channels_send_to_each_other() throws IOException {
        Files.writeString(file, "abcdef");
        Path target = nio.getPath("/target");
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = FileChannel.open(target, CREATE, READ, WRITE)) {
            assertEquals(3, in.transferTo(1, 3, out));
            assertEquals(0, in.transferTo(9, 3, out));
            assertEquals(6, out.transferFrom(in, 3, 100));
            assertEquals(0, out.transferFrom(in.position(0), 100, 1));
            assertEquals("bcdabcdef", readAt(out, 0, 9));
            try (FileChannel third = FileChannel.open(nio.getPath("/third"), CREATE, WRITE, DELETE_ON_CLOSE)) {
                assertEquals(9, out.transferTo(0, 100, third));
            }
        }
    }

    @Test
    void what_is_written_is_seen_at_once_where_the_storage_can() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            assertTrue(Files.exists(file));
            out.write('a');
            assertEquals("a", Files.readString(file));
        }
        Path later = atClose.getPath("/later");
        Files.writeString(later, "old");
        try (OutputStream out = Files.newOutputStream(later)) {
            out.write('a');
            assertEquals("old", Files.readString(later));
        }
        assertEquals("a", Files.readString(later));
    }

    @Test
    void a_file_that_was_only_opened_is_not_published_again() throws IOException {
        Path path = atClose.getPath("/f");
        Files.writeString(path, "abc");
        String version = storage.stat("/f").version();
        try (FileChannel channel = FileChannel.open(path, WRITE)) {
            channel.force(true);
        }
        assertEquals(version, storage.stat("/f").version());
        FileChannel.open(path, WRITE, TRUNCATE_EXISTING).close();
        assertEquals(0, Files.size(path));
    }

    @Test
    void a_file_that_is_deleted_on_close_is_gone_then() throws IOException {
        Files.writeString(file, "abc");
        try (InputStream in = Files.newInputStream(file, READ, DELETE_ON_CLOSE)) {
            assertEquals('a', in.read());
        }
        assertFalse(Files.exists(file));
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, DELETE_ON_CLOSE)) {
            channel.write(bytes("abc"));
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void a_closed_channel_does_nothing_more() throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        channel.close();
        channel.close();
        assertFalse(channel.isOpen());
        assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> channel.write(bytes("x")));
        assertThrows(ClosedChannelException.class, channel::size);
        assertThrows(ClosedChannelException.class, channel::position);
        assertThrows(ClosedChannelException.class, () -> channel.position(1));
        assertThrows(ClosedChannelException.class, () -> channel.truncate(1));
        assertThrows(ClosedChannelException.class, () -> channel.force(false));
        assertThrows(ClosedChannelException.class, channel::lock);
    }

    @Test
    void closing_the_filesystem_closes_its_channels_and_publishes_nothing() throws IOException {
        FileChannel writing = FileChannel.open(atClose.getPath("/new"), CREATE, WRITE);
        writing.write(bytes("abc"));
        Files.writeString(file, "abc");
        FileChannel reading = FileChannel.open(atClose.getPath("/f"));
        atClose.close();
        assertFalse(writing.isOpen());
        assertFalse(reading.isOpen());
        writing.close();
        assertFalse(Files.exists(nio.getPath("/new")));
    }

    @Test
    void an_interrupt_closes_the_channel_and_publishes_nothing_new() throws IOException {
        Path path = atClose.getPath("/f");
        FileChannel channel = FileChannel.open(path, CREATE, WRITE);
        channel.write(bytes("abc"));
        Thread.currentThread().interrupt();
        try {
            assertThrows(ClosedByInterruptException.class, () -> channel.write(bytes("def")));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertFalse(channel.isOpen());
        assertFalse(Files.exists(path));
    }

    @Test
    void locks_are_refused_unless_those_within_the_process_are_asked_for() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
            assertThrows(UnsupportedOperationException.class, channel::tryLock);
        }
        java.nio.file.FileSystem locking =
                NioFileSystems.of(storage.borrow("locking"), NioOptions.DEFAULT.withLocks(Locks.WITHIN_PROCESS));
        try (locking;
                FileChannel channel = FileChannel.open(locking.getPath("/f"), READ, WRITE);
                FileChannel other = FileChannel.open(locking.getPath("/f"), READ)) {
            FileLock lock = channel.lock(0, 10, false);
            assertTrue(lock.isValid());
            assertThrows(OverlappingFileLockException.class, () -> other.tryLock(5, 1, true));
            FileLock beside = other.tryLock(10, 1, true);
            assertThrows(NonWritableChannelException.class, other::lock);
            lock.release();
            assertFalse(lock.isValid());
            try (FileChannel third = FileChannel.open(locking.getPath("/f"))) {
                third.lock(0, 10, true);
                assertThrows(OverlappingFileLockException.class, () -> other.lock(0, 10, true));
            }
            assertTrue(beside.isValid());
            assertEquals(0, other.lock(0, 10, true).position());
        }
    }

    @Test
    void a_directory_can_be_opened_and_not_be_read() throws IOException {
        try (FileChannel channel = FileChannel.open(nio.getPath("/"))) {
            channel.force(true);
            assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(1)));
        }
        assertThrows(IOException.class, () -> FileChannel.open(nio.getPath("/"), WRITE));
        assertThrows(IOException.class, () -> Files.readString(nio.getPath("/")));
    }

    @Test
    void what_is_to_be_durable_is_where_the_storage_has_a_disk(@TempDir Path disk) throws IOException {
        try (java.nio.file.FileSystem local = NioFileSystems.of(LocalFileSystem.open(disk))) {
            Files.writeString(local.getPath("/f"), "abc", CREATE, WRITE, SYNC);
            try (FileChannel channel = FileChannel.open(local.getPath("/f"), READ, WRITE)) {
                channel.write(bytes("X"));
                channel.force(true);
            }
        }
        assertEquals("Xbc", Files.readString(disk.resolve("f")));
    }

    @Test
    void a_storage_that_keeps_no_content_still_creates_files() throws IOException {
        FileSystem bare =
                storage.borrow("bare", backend -> new Without(backend, Set.of(Capability.UPDATE, Capability.APPEND)));
        try (java.nio.file.FileSystem other = NioFileSystems.of(bare)) {
            Path path = other.getPath("/f");
            Files.writeString(path, "abc", CREATE, WRITE);
            assertEquals("abc", Files.readString(path));
            assertThrows(UnsupportedOperationException.class, () -> Files.writeString(path, "x", CREATE, WRITE));
            assertThrows(UnsupportedOperationException.class, () -> Files.writeString(path, "x", CREATE, APPEND));
            assertThrows(NoSuchFileException.class, () -> Files.writeString(other.getPath("/no"), "x", APPEND));
            Files.writeString(path, "new");
            assertEquals("new", Files.readString(path));
        }
        assertNull(storage.find(FsPath.of("/no")));
    }

    private void write(String text, OpenOption... options) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, options)) {
            channel.write(bytes(text));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String read(FileChannel channel, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        assertEquals(count, channel.read(target));
        return text(target);
    }

    private static String readAt(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        assertEquals(count, channel.read(target, position));
        return text(target);
    }

    private static String text(ByteBuffer filled) {
        return UTF_8.decode(filled.flip()).toString();
    }

    private static final class OtherOption implements OpenOption {}
}
