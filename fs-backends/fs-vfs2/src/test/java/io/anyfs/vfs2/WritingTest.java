package io.anyfs.vfs2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.IsDirectoryException;
import io.anyfs.UnsupportedCapabilityException;
import io.anyfs.memory.MemoryFileSystem;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileNotFoundException;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.FileSystemOptions;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.impl.StandardFileSystemManager;
import org.apache.commons.vfs2.util.RandomAccessMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingTest {

    private StandardFileSystemManager manager;
    private FileSystem storage;
    private FileObject root;

    @BeforeEach
    void open() throws IOException {
        manager = Managers.open();
        storage = MemoryFileSystem.create();
        root = VfsFileSystems.of(manager, storage);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void a_stream_publishes_when_it_is_closed_and_not_before() throws IOException {
        storage.write("/a", "old");
        FileObject file = root.resolveFile("a");
        OutputStream out = file.getContent().getOutputStream();
        out.write(new byte[100_000]);
        out.flush();
        assertEquals("old", storage.readString("/a"));
        out.close();
        assertEquals(100_000, storage.stat("/a").size());
        assertEquals(100_000, file.getContent().getSize());
        assertEquals(
                storage.stat("/a").lastModified().toEpochMilli(),
                file.getContent().getLastModifiedTime());
    }

    @Test
    void a_stream_that_is_never_closed_publishes_nothing() throws IOException {
        OutputStream out = root.resolveFile("a").getContent().getOutputStream();
        out.write(new byte[100_000]);
        out.flush();
        FileSystem shared = storage.borrow("who looks");
        assertFalse(shared.exists("/a"));
        manager.close();
        FileSystemException late = assertThrows(FileSystemException.class, out::close);
        assertInstanceOf(ClosedChannelException.class, late.getCause());
    }

    @Test
    void the_content_of_a_file_that_is_closed_closes_its_stream() throws IOException {
        FileObject file = root.resolveFile("a");
        file.getContent().getOutputStream().write(1);
        file.close();
        assertArrayEquals(new byte[] {1}, storage.readBytes("/a"));
    }

    @Test
    void others_see_what_is_written_where_that_is_asked_for() throws IOException {
        FileSystemOptions options = new FileSystemOptions();
        AnyfsFileSystemConfigBuilder.getInstance().setPublication(options, Publication.AS_WRITTEN);
        FileObject file = VfsFileSystems.of(manager, storage.borrow("in place"), options, "in-place")
                .resolveFile("a");
        try (OutputStream out = file.getContent().getOutputStream()) {
            out.write("half".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertEquals("half", storage.readString("/a"));
        }
    }

    @Test
    void a_close_that_publishes_nothing_fails_and_the_file_is_as_it_was() throws IOException {
        FileObject file = root.resolveFile("a");
        assertFalse(file.exists());
        OutputStream out = file.getContent().getOutputStream();
        out.write(1);
        storage.createDirectory("/a");
        FileSystemException failed = assertThrows(FileSystemException.class, out::close);
        assertEquals("vfs.provider/close-outstr.error", failed.getCode());
        assertInstanceOf(IsDirectoryException.class, failed.getCause());
        file.refresh();
        assertTrue(file.isFolder());
        assertEquals(List.of(), storage.openResources());
    }

    @Test
    void what_is_appended_goes_behind_what_is_there() throws IOException {
        storage.write("/a", "one");
        try (OutputStream out = root.resolveFile("a").getContent().getOutputStream(true)) {
            out.write(" two".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("one two", storage.readString("/a"));
    }

    @Test
    void missing_folders_of_a_file_that_is_written_are_created() throws IOException {
        Managers.write(root.resolveFile("a/b/c"), "text");
        assertEquals("text", storage.readString("/a/b/c"));
    }

    @Test
    void a_file_that_somebody_created_meanwhile_is_not_truncated() throws IOException {
        FileObject file = root.resolveFile("a");
        assertFalse(file.exists());
        storage.write("/a", "theirs");
        file.createFile();
        assertEquals("theirs", storage.readString("/a"));
        assertEquals(6, file.getContent().getSize());
    }

    @Test
    void what_is_no_file_is_not_read() throws IOException {
        storage.createDirectory("/d");
        FileNotFoundException missing = assertThrows(
                FileNotFoundException.class,
                () -> root.resolveFile("a").getContent().getInputStream());
        assertInstanceOf(NoSuchFileException.class, missing.getCause());
        FileNotFoundException directory = assertThrows(
                FileNotFoundException.class,
                () -> root.resolveFile("d").getContent().getInputStream());
        assertInstanceOf(IsDirectoryException.class, directory.getCause());
    }

    // ---------------------------------------------------------------- at random

    @Test
    void all_types_of_values_are_read_as_they_were_written() throws IOException {
        FileObject file = root.resolveFile("a");
        file.createFile();
        try (RandomAccessContent content = file.getContent().getRandomAccessContent(RandomAccessMode.READWRITE)) {
            content.writeBoolean(true);
            content.writeByte(-2);
            content.writeShort(-3);
            content.writeChar('ü');
            content.writeInt(4);
            content.writeLong(5);
            content.writeFloat(6.5f);
            content.writeDouble(7.5);
            content.writeUTF("eight");
            content.writeBytes("nine");
            content.writeChars("x");
            content.write(10);
            assertEquals(content.getFilePointer(), content.length());
            readBack(content);
        }
        assertEquals(storage.stat("/a").size(), file.getContent().getSize());
        try (RandomAccessContent content = file.getContent().getRandomAccessContent(RandomAccessMode.READ)) {
            readBack(content);
            assertThrows(IOException.class, () -> content.write(1));
            assertThrows(IOException.class, () -> content.setLength(1));
            assertThrows(EOFException.class, content::readInt);
        }
        assertEquals(List.of(), storage.openResources());
    }

    private static void readBack(RandomAccessContent content) throws IOException {
        content.seek(0);
        assertTrue(content.readBoolean());
        assertEquals(-2, content.readByte());
        assertEquals(-3, content.readShort());
        assertEquals('ü', content.readChar());
        assertEquals(4, content.readInt());
        assertEquals(5, content.readLong());
        assertEquals(6.5f, content.readFloat());
        assertEquals(7.5, content.readDouble());
        assertEquals("eight", content.readUTF());
        byte[] nine = new byte[4];
        content.readFully(nine);
        assertEquals("nine", new String(nine, StandardCharsets.US_ASCII));
        assertEquals(2, content.skipBytes(2));
        assertEquals(10, content.getInputStream().read());
        assertEquals(-1, content.getInputStream().read());
    }

    @Test
    void what_is_written_at_random_is_seen_when_it_is_closed() throws IOException {
        storage.write("/a", "0123456789");
        FileObject file = root.resolveFile("a");
        RandomAccessContent content = file.getContent().getRandomAccessContent(RandomAccessMode.READWRITE);
        content.seek(5);
        content.writeBytes("xx");
        content.seek(12);
        content.writeBytes("end");
        assertEquals("0123456789", storage.readString("/a"));
        content.setLength(13);
        content.close();
        assertEquals("01234xx789\0\0e", storage.readString("/a"));
    }

    @Test
    void a_file_that_was_not_changed_is_not_stored_again() throws IOException {
        storage.write("/a", "text");
        String version = storage.stat("/a").version();
        try (RandomAccessContent content =
                root.resolveFile("a").getContent().getRandomAccessContent(RandomAccessMode.READWRITE)) {
            assertEquals('t', content.readByte());
        }
        assertEquals(version, storage.stat("/a").version());
    }

    @Test
    void a_failure_to_publish_what_was_written_at_random_is_told_by_whoever_closes() throws IOException {
        FileSystemException byContent =
                assertThrows(FileSystemException.class, () -> failing("a").close());
        assertEquals("vfs.provider/close-rac.error", byContent.getCode());
        assertInstanceOf(IOException.class, byContent.getCause());
        failing("b");
        FileSystemException byFile = assertThrows(
                FileSystemException.class, () -> root.resolveFile("b").close());
        assertEquals("vfs.provider/close-rac.error", byFile.getCode());
        assertEquals(List.of(), storage.openResources());
    }

    private RandomAccessContent failing(String name) throws IOException {
        storage.write("/" + name, "text");
        RandomAccessContent content =
                root.resolveFile(name).getContent().getRandomAccessContent(RandomAccessMode.READWRITE);
        content.writeInt(1);
        storage.delete(io.anyfs.FsPath.of("/" + name));
        storage.createDirectory("/" + name);
        return content;
    }

    @Test
    void what_a_storage_cannot_do_is_refused_and_not_declared() throws IOException {
        storage.write("/a", "text");
        FileObject file = VfsFileSystems.of(manager, storage.readOnly()).resolveFile("a");
        assertFalse(file.getFileSystem().hasCapability(Capability.WRITE_CONTENT));
        assertFalse(file.getFileSystem().hasCapability(Capability.RANDOM_ACCESS_WRITE));
        assertFalse(file.isWriteable());
        FileSystemException refused =
                assertThrows(FileSystemException.class, () -> file.getContent().getOutputStream());
        assertEquals("vfs.provider/write.error", refused.getCode());
        assertInstanceOf(UnsupportedCapabilityException.class, refused.getCause());
        assertInstanceOf(
                UnsupportedCapabilityException.class,
                assertThrows(FileSystemException.class, file::delete).getCause());
        assertEquals("text", storage.readString("/a"));
    }
}
