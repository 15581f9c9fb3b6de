package io.anyfs.cache.writeback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.CorruptDataException;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Staged bytes that are damaged on their disk are told, and never stored. */
class DamagedStagingTest extends StagedOverMemory {

    private static final int SIZE = 300_000;

    private Path only(String ending) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void flipABit() throws IOException {
        Path file = only(".bytes");
        byte[] bytes = Files.readAllBytes(file);
        bytes[SIZE / 2] ^= 1;
        Files.write(file, bytes);
    }

    private void requireToldAndNotStored(WriteBackBackend backend) throws IOException {
        FileSystemException failure = assertThrows(FileSystemException.class, backend::flush);
        assertInstanceOf(CorruptDataException.class, failure.getCause());
        PendingUpload kept = backend.pending().get(0);
        assertEquals(FsPath.of("/f"), kept.path());
        assertTrue(kept.failed());
        assertTrue(String.valueOf(kept.lastFailure()).contains("staged bytes are damaged"), kept::toString);
        assertFalse(foreign.exists("/f"));
    }

    @Test
    void damaged_bytes_are_never_stored_and_a_new_version_takes_their_place() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            fs.write("/f", Content.bytes(SIZE, 1));
            flipABit();
            requireToldAndNotStored(backend);
            assertEquals(1, files(".bytes"));
            fs.write("/f", "good");
            backend.flush();
            assertEquals("good", foreign.readString("/f"));
        }
    }

    @Test
    void bytes_that_were_damaged_while_nobody_had_them_open_are_never_stored() throws IOException {
        try (FileSystem fs = FileSystem.over(open(staged().withDelay(LONG)))) {
            fs.write("/f", Content.bytes(SIZE, 1));
        }
        flipABit();
        try (WriteBackBackend backend = open(staged())) {
            requireToldAndNotStored(backend);
        }
        assertEquals(1, files(".record"));
    }

    @Test
    void what_is_not_written_in_order_is_stored_and_guarded_too() throws IOException {
        try (WriteBackBackend backend = open(staged().withDelay(LONG));
                FileSystem fs = FileSystem.over(new Lasting(backend))) {
            writeBackwards(fs, "/g");
            backend.flush();
            assertArrayEquals(backwards(), foreign.readBytes("/g"));
            writeBackwards(fs, "/f");
            flipABit();
            requireToldAndNotStored(backend);
        }
    }

    private static void writeBackwards(FileSystem fs, String path) throws IOException {
        try (WriteHandle out = fs.openWrite(path, WriteOptions.replace())) {
            out.write(ByteBuffer.wrap(Content.bytes(SIZE / 2, 2)), SIZE / 2);
            out.write(ByteBuffer.wrap(Content.bytes(SIZE, 1)), 0);
            out.truncate(SIZE - 1);
            out.truncate(SIZE + 1);
            out.commit();
        }
    }

    private static byte[] backwards() {
        byte[] bytes = Arrays.copyOf(Content.bytes(SIZE, 1), SIZE + 1);
        bytes[SIZE - 1] = 0;
        return bytes;
    }

    @Test
    void a_record_of_the_format_without_a_checksum_is_stored() throws IOException {
        try (FileSystem fs = FileSystem.over(open(staged().withDelay(LONG)))) {
            fs.write("/f", Content.bytes(SIZE, 1));
        }
        Path file = only(".record");
        Files.write(file, asFormatOne(Files.readAllBytes(file)));
        try (WriteBackBackend backend = open(staged())) {
            backend.flush();
            assertArrayEquals(Content.bytes(SIZE, 1), foreign.readBytes("/f"));
        }
    }

    /** It ends before the checksum of the bytes, which is a flag and four bytes. */
    private static byte[] asFormatOne(byte[] record) {
        byte[] old = Arrays.copyOf(record, record.length - 5);
        CRC32C checksum = new CRC32C();
        checksum.update(old, 12, old.length - 12);
        ByteBuffer.wrap(old).putInt(4, 1).putInt(8, (int) checksum.getValue());
        return old;
    }
}
