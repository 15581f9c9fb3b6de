package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.anyfs.Capability;
import io.anyfs.FileChangedException;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.IfExists;
import io.anyfs.Operation;
import io.anyfs.ReadHandle;
import io.anyfs.WriteHandle;
import io.anyfs.WriteOptions;
import io.anyfs.fault.Fault;
import io.anyfs.fault.FaultBackend;
import io.anyfs.fault.FaultPlan;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.tck.subject.Content;
import io.anyfs.tck.subject.Race;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents, what the storage sees of them, and what becomes of them when something goes wrong. */
class CryptContentTest {

    private static final int SEGMENT = 1024;
    private static final CryptOptions SMALL = CryptOptions.DEFAULT.withSegmentSize(SEGMENT);

    /** Around what the first segment holds, and the second. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 967, 968, 969, 1007, 1008, 1009, 1975, 1976, 1977, 5000, 100_000})
    void a_file_of_any_size_is_read_and_its_size_is_known_everywhere(int size) throws IOException {
        byte[] bytes = Content.bytes(size);
        try (Vault vault = Vault.inMemory(SMALL)) {
            FileInfo committed;
            try (WriteHandle out = vault.fs.openWrite("/f", WriteOptions.createNew())) {
                for (int position = 0; position < size; position += 333) {
                    out.write(ByteBuffer.wrap(bytes, position, Math.min(333, size - position)));
                }
                assertEquals(size, out.size());
                committed = out.commit();
            }
            assertEquals(vault.fs.stat("/f"), committed);
            assertEquals(size, committed.size());
            assertEquals(committed, vault.fs.entries("/").get(0));
            assertArrayEquals(bytes, vault.fs.readBytes("/f"));
            try (ReadHandle in = vault.fs.openRead("/f")) {
                assertEquals(committed, in.info());
                ByteArrayOutputStream sent = new ByteArrayOutputStream();
                in.transferTo(0, Long.MAX_VALUE, Channels.newChannel(sent));
                assertArrayEquals(bytes, sent.toByteArray());
            }
        }
    }

    @Test
    void the_storage_holds_no_part_of_what_was_written() throws IOException {
        String phrase = "the quick brown fox";
        try (Vault vault = Vault.inMemory(CryptOptions.DEFAULT)) {
            vault.fs.write("/f", phrase.repeat(20_000));
            byte[] stored = vault.stored.readBytes(vault.onlyStored().toString());
            String text = new String(stored, StandardCharsets.ISO_8859_1);
            for (int start = 0; start + 4 <= phrase.length(); start++) {
                assertFalse(text.contains(phrase.substring(start, start + 4)));
            }
            vault.fs.write("/f", phrase.repeat(20_000));
            byte[] again = vault.stored.readBytes(vault.onlyStored().toString());
            assertEquals(stored.length, again.length);
            assertFalse(Arrays.equals(stored, 41, 141, again, 41, 141));
        }
    }

    @Test
    void tink_alone_decrypts_what_was_stored() throws Exception {
        byte[] bytes = Content.bytes(300_000);
        byte[][] disclosed = new byte[1][];
        KeyProvider keys = new KeyProvider() {
            @Override
            public String scheme() {
                return "disclosed";
            }

            @Override
            public byte[] wrap(byte[] dataKey) {
                disclosed[0] = dataKey;
                return dataKey;
            }

            @Override
            public byte[] unwrap(byte[] wrapped) {
                return wrapped;
            }
        };
        try (Vault vault = Vault.over(new MemoryBackend(MemoryOptions.DEFAULT), keys, CryptOptions.DEFAULT)) {
            vault.fs.write("/f", bytes);
            byte[] stored = vault.stored.readBytes(vault.onlyStored().toString());
            AesGcmHkdfStreaming tink = new AesGcmHkdfStreaming(
                    DataKey.derived(disclosed[0], "contents", 32), "HMACSHA256", 32, 64 * 1024, 0);
            byte[] purpose = FileCipher.PURPOSE.getBytes(StandardCharsets.US_ASCII);
            try (InputStream in = tink.newDecryptingStream(new ByteArrayInputStream(stored), purpose)) {
                assertArrayEquals(bytes, in.readAllBytes());
            }
        }
    }

    @Test
    void sixteen_threads_read_one_handle() throws Exception {
        byte[] bytes = Content.bytes(40 * SEGMENT + 17);
        try (Vault vault = Vault.inMemory(SMALL)) {
            vault.fs.write("/f", bytes);
            try (ReadHandle in = vault.fs.openRead("/f")) {
                Race.assertAllSucceeded(Race.run(16, number -> {
                    Random random = new Random(number);
                    for (int round = 0; round < 300; round++) {
                        int position = random.nextInt(bytes.length);
                        int count = Math.min(1 + random.nextInt(4 * SEGMENT), bytes.length - position);
                        ByteBuffer target = ByteBuffer.allocate(count);
                        in.readFully(target, position);
                        assertArrayEquals(Arrays.copyOfRange(bytes, position, position + count), target.array());
                    }
                    return number;
                }));
            }
        }
    }

    @Test
    void an_aborted_write_leaves_nothing_in_the_storage() throws IOException {
        try (Vault vault = Vault.inMemory(SMALL)) {
            try (WriteHandle out = vault.fs.openWrite("/f", WriteOptions.createNew())) {
                out.write(new byte[10 * SEGMENT]);
            }
            assertEquals(List.of(), vault.storedPaths());
            assertEquals(List.of(), vault.stored.openResources());
        }
    }

    @Test
    void after_a_write_that_failed_nothing_is_published() throws IOException {
        FaultPlan plan = new FaultPlan(1).at(2, Operation.WRITE, Fault.partialWrite(100));
        MemoryBackend storage = new MemoryBackend(MemoryOptions.DEFAULT);
        CryptBackend.open(new Vault.Borrowed(storage), Keys.key(), SMALL).close();
        try (Vault vault = Vault.over(new FaultBackend(storage, plan), Keys.key(), SMALL)) {
            WriteHandle out = vault.fs.openWrite("/f", WriteOptions.createNew());
            assertThrows(IOException.class, () -> out.write(new byte[10 * SEGMENT]));
            out.write(new byte[0]);
            assertThrows(IOException.class, out::commit);
            assertEquals(1, plan.fired().size(), plan::toString);
            assertEquals(List.of(), vault.storedPaths());
        }
    }

    @Test
    void a_commit_whose_last_segment_is_not_written_publishes_nothing() throws IOException {
        FaultPlan plan = new FaultPlan(1).at(1, Operation.WRITE, Fault.fail());
        MemoryBackend storage = new MemoryBackend(MemoryOptions.DEFAULT);
        CryptBackend.open(new Vault.Borrowed(storage), Keys.key(), SMALL).close();
        try (Vault vault = Vault.over(new FaultBackend(storage, plan), Keys.key(), SMALL)) {
            WriteHandle out = vault.fs.openWrite("/f", WriteOptions.createNew());
            out.write(new byte[10]);
            assertThrows(IOException.class, out::commit);
            assertEquals(List.of(), vault.storedPaths());
            assertEquals(List.of(), vault.fs.openResources());
        }
    }

    @Test
    void an_append_does_not_lose_what_somebody_else_committed_meanwhile() throws IOException {
        try (Vault vault = Vault.inMemory(SMALL)) {
            vault.fs.write("/f", "abc");
            assertTrue(vault.fs.capabilities().has(Capability.CONDITIONAL_WRITE));
            try (WriteHandle out = vault.fs.openWrite("/f", WriteOptions.append())) {
                out.write(new byte[] {'d'});
                vault.fs.write("/f", "theirs");
                assertThrows(FileChangedException.class, out::commit);
            }
            assertEquals("theirs", vault.fs.readString("/f"));
        }
    }

    @Test
    void an_append_uses_no_nonce_again() throws IOException {
        try (Vault vault = Vault.inMemory(SMALL)) {
            vault.fs.write("/f", Content.bytes(3 * SEGMENT));
            byte[] before = vault.stored.readBytes(vault.onlyStored().toString());
            vault.fs.write("/f", WriteOptions.append(), out -> out.write(new byte[] {1}));
            byte[] after = vault.stored.readBytes(vault.onlyStored().toString());
            assertFalse(Arrays.equals(before, 1, SegmentLayout.HEADER, after, 1, SegmentLayout.HEADER));
        }
    }

    @Test
    void a_copy_within_the_storage_is_not_encrypted_again() throws IOException {
        try (Vault vault = Vault.inMemory(SMALL)) {
            vault.fs.write("/f", Content.bytes(3 * SEGMENT));
            vault.fs.copy(FsPath.of("/f"), FsPath.of("/g"), IfExists.FAIL);
            List<FsPath> stored = vault.storedPaths();
            assertArrayEquals(
                    vault.stored.readBytes(stored.get(0).toString()),
                    vault.stored.readBytes(stored.get(1).toString()));
            assertArrayEquals(Content.bytes(3 * SEGMENT), vault.fs.readBytes("/g"));
        }
    }

    @Test
    void files_are_as_large_as_their_ciphertext_may_be() throws IOException {
        try (Vault vault = Vault.inMemory(SMALL)) {
            long largest = vault.fs.capabilities().limits().maxFileSize();
            assertEquals(new SegmentLayout(SEGMENT).largestPlain(Long.MAX_VALUE), largest);
            assertFalse(vault.fs.capabilities().asSet().stream()
                    .anyMatch(List.of(Capability.RANDOM_WRITE, Capability.TRUNCATE, Capability.READ_BACK)::contains));
        }
    }
}
