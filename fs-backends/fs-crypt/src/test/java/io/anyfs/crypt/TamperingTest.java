package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.ErrorKind;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.WriteOptions;
import io.anyfs.tck.subject.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not as it was written is never read. */
class TamperingTest {

    private static final int SEGMENT = 1024;
    private static final byte[] CONTENT = Content.bytes(2 * SEGMENT + 100);

    private Vault vault;
    private FsPath stored;
    private byte[] ciphertext;

    @BeforeEach
    void writeOneFile() throws IOException {
        vault = Vault.inMemory(CryptOptions.DEFAULT.withSegmentSize(SEGMENT));
        vault.fs.write("/f", CONTENT);
        stored = vault.onlyStored();
        ciphertext = vault.stored.readBytes(stored.toString());
    }

    @AfterEach
    void close() throws IOException {
        vault.close();
    }

    @Test
    void a_flipped_bit_in_any_byte_is_noticed() throws IOException {
        for (int position = 0; position < ciphertext.length; position++) {
            byte[] changed = ciphertext.clone();
            changed[position] ^= (byte) (1 << (position % 8));
            expectTampered(changed, "byte " + position);
        }
        vault.replaceStored(stored, ciphertext);
        assertArrayEquals(CONTENT, vault.fs.readBytes("/f"));
    }

    @Test
    void a_file_that_was_cut_anywhere_is_noticed() throws IOException {
        for (int size = 0; size < ciphertext.length; size++) {
            expectTampered(Arrays.copyOf(ciphertext, size), "cut to " + size);
        }
    }

    @Test
    void what_is_added_behind_the_end_is_noticed() throws IOException {
        for (int added : new int[] {1, 15, 16, 17, 100, SEGMENT, 3 * SEGMENT}) {
            expectTampered(Arrays.copyOf(ciphertext, ciphertext.length + added), added + " zeros added");
        }
        byte[] twice = Arrays.copyOf(ciphertext, 2 * ciphertext.length);
        System.arraycopy(ciphertext, 0, twice, ciphertext.length, ciphertext.length);
        expectTampered(twice, "the file twice");
    }

    @Test
    void exchanged_repeated_and_left_out_segments_are_noticed() throws IOException {
        vault.fs.write("/f", Content.bytes(4 * SEGMENT));
        byte[] whole = vault.stored.readBytes(stored.toString());
        expectTampered(withSegments(whole, 0, 2, 1, 3), "two exchanged");
        expectTampered(withSegments(whole, 0, 1, 1, 2, 3), "one twice");
        expectTampered(withSegments(whole, 0, 2, 3), "one left out");
        expectTampered(withSegments(whole, 0, 1, 2), "the last left out");
    }

    @Test
    void a_segment_of_another_file_is_noticed() throws IOException {
        vault.fs.write("/g", CONTENT);
        FsPath other = vault.storedPaths().stream()
                .filter(path -> !path.equals(stored))
                .findAny()
                .orElseThrow();
        byte[] mixed = ciphertext.clone();
        byte[] theirs = vault.stored.readBytes(other.toString());
        System.arraycopy(theirs, SEGMENT, mixed, SEGMENT, SEGMENT);
        expectTampered(mixed, "a segment of another file");
        System.arraycopy(theirs, 0, ciphertext, 0, SegmentLayout.HEADER);
        expectTampered(ciphertext, "the header of another file");
    }

    @Test
    void a_file_that_was_never_encrypted_has_no_size_and_is_not_read() throws IOException {
        vault.replaceStored(stored, new byte[20]);
        assertEquals(0, vault.fs.stat("/f").size());
        assertEquals(vault.fs.stat("/f"), vault.fs.entries("/").get(0));
        TamperedFileException failure = assertThrows(TamperedFileException.class, () -> vault.fs.openRead("/f"));
        assertEquals(ErrorKind.CORRUPT, ErrorKind.of(failure));
        assertTrue(failure.getMessage().contains("/f"), failure::getMessage);
        assertThrows(
                TamperedFileException.class,
                () -> vault.fs.openWrite("/f", WriteOptions.append()).commit());
        vault.fs.delete("/f");
        assertEquals(0, vault.storedPaths().size());
    }

    @Test
    void the_end_of_a_cut_file_is_not_told() throws IOException {
        vault.replaceStored(stored, Arrays.copyOf(ciphertext, SEGMENT));
        try (ReadHandle in = vault.fs.openRead("/f")) {
            assertThrows(TamperedFileException.class, () -> in.read(ByteBuffer.allocate(1), in.size()));
            assertThrows(TamperedFileException.class, () -> in.read(ByteBuffer.allocate(1), 0));
        }
    }

    @Test
    void the_segments_before_a_damaged_one_can_be_read() throws IOException {
        ciphertext[ciphertext.length - 1] ^= 1;
        vault.replaceStored(stored, ciphertext);
        try (ReadHandle in = vault.fs.openRead("/f")) {
            ByteBuffer target = ByteBuffer.allocate(500);
            in.readFully(target, 100);
            assertArrayEquals(Arrays.copyOfRange(CONTENT, 100, 600), target.array());
            ByteBuffer last = ByteBuffer.allocate(2 * SEGMENT);
            assertThrows(TamperedFileException.class, () -> in.read(last, CONTENT.length - 10));
            assertEquals(0, last.position());
        }
    }

    @Test
    void an_append_to_a_damaged_file_publishes_nothing() throws IOException {
        ciphertext[SEGMENT + 5] ^= 1;
        vault.replaceStored(stored, ciphertext);
        assertThrows(
                TamperedFileException.class,
                () -> vault.fs.write("/f", WriteOptions.append(), out -> out.write(new byte[] {1})));
        assertArrayEquals(ciphertext, vault.stored.readBytes(stored.toString()));
    }

    @Test
    void files_exchanged_as_a_whole_are_not_noticed() throws IOException {
        vault.replaceStored(stored, ciphertext);
        vault.fs.write("/g", "other");
        FsPath other = vault.storedPaths().stream()
                .filter(path -> !path.equals(stored))
                .findAny()
                .orElseThrow();
        vault.replaceStored(other, ciphertext);
        assertArrayEquals(CONTENT, vault.fs.readBytes("/g"));
    }

    private void expectTampered(byte[] changed, String how) throws IOException {
        vault.replaceStored(stored, changed);
        assertThrows(TamperedFileException.class, () -> vault.fs.readBytes("/f"), how);
    }

    private static byte[] withSegments(byte[] whole, int... order) {
        byte[] changed = new byte[0];
        for (int segment : order) {
            int end = Math.min(whole.length, (segment + 1) * SEGMENT);
            changed = Content.joined(changed, Arrays.copyOfRange(whole, segment * SEGMENT, end));
        }
        return changed;
    }
}
