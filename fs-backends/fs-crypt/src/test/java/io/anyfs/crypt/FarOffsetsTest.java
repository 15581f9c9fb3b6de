package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.crypto.tink.subtle.Hkdf;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FileType;
import io.anyfs.FsPath;
import io.anyfs.ReadHandle;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * A file of 6 GiB and some bytes, whose ciphertext is made where it is read, by the JDK alone: so it proves the format as well. Byte n
 * of the file is the lowest byte of n / 3.
 */
class FarOffsetsTest {

    private static final int SEGMENT = 4096;
    private static final SegmentLayout LAYOUT = new SegmentLayout(SEGMENT);
    private static final long SIZE = (6L << 30) + 777;

    @Test
    void bytes_behind_5_GiB_are_read() throws Exception {
        try (FileSystem fs = open(SIZE, SIZE)) {
            assertEquals(SIZE, fs.stat("/huge").size());
            try (ReadHandle in = fs.openRead("/huge")) {
                assertEquals(SIZE, in.size());
                long[] positions = {
                    0, 1, SEGMENT, (1L << 31) - 5, (1L << 32) - 5, (5L << 30) - 1, (5L << 30) + 4, SIZE - 10_000
                };
                for (long position : positions) {
                    ByteBuffer target = ByteBuffer.allocate(10_000);
                    in.readFully(target, position);
                    assertArrayEquals(content(position, 10_000), target.array(), () -> "at " + position);
                }
                assertEquals(-1, in.read(ByteBuffer.allocate(1), SIZE));
            }
        }
    }

    @Test
    void a_cut_behind_5_GiB_is_noticed_at_the_end() throws Exception {
        long cut = LAYOUT.plainSize(1_400_000L * SEGMENT);
        try (FileSystem fs = open(SIZE, cut);
                ReadHandle in = fs.openRead("/huge")) {
            assertEquals(cut, in.size());
            ByteBuffer target = ByteBuffer.allocate(10);
            in.readFully(target, 5L << 30);
            assertArrayEquals(content(5L << 30, 10), target.array());
            assertThrows(TamperedFileException.class, () -> in.read(ByteBuffer.allocate(1), cut - 1));
            assertThrows(TamperedFileException.class, () -> in.read(ByteBuffer.allocate(1), cut));
        }
    }

    private static FileSystem open(long size, long shown) throws IOException {
        Disclosed keys = new Disclosed();
        Huge storage = new Huge(new MemoryBackend(MemoryOptions.DEFAULT));
        CryptBackend backend = CryptBackend.open(
                storage, keys, CryptOptions.DEFAULT.withSegmentSize(SEGMENT).withNames(NameProtection.PLAIN));
        storage.file = new MadeWhereRead(keys.dataKey, size, shown);
        return FileSystem.over(backend);
    }

    private static byte[] content(long position, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ((position + i) / 3);
        }
        return bytes;
    }

    /** Wraps by nothing. */
    private static final class Disclosed implements KeyProvider {
        private byte[] dataKey = new byte[0];

        @Override
        public String scheme() {
            return "none";
        }

        @Override
        public byte[] wrap(byte[] key) {
            dataKey = key;
            return key;
        }

        @Override
        public byte[] unwrap(byte[] wrapped) {
            return wrapped;
        }
    }

    /** A storage in which {@code /huge} is made where it is read. */
    private static final class Huge extends ForwardingBackend {
        private MadeWhereRead file;

        Huge(Backend delegate) {
            super(delegate);
        }

        @Override
        public FileInfo stat(FsPath path, io.anyfs.Links links) throws IOException {
            return path.name().equals("huge") ? file.info() : super.stat(path, links);
        }

        @Override
        public BackendReadHandle openRead(FsPath path) throws IOException {
            return path.name().equals("huge") ? file : super.openRead(path);
        }
    }

    private static final class MadeWhereRead implements BackendReadHandle {
        private final byte[] header = new byte[SegmentLayout.HEADER];
        private final SecretKeySpec key;
        private final long size;
        private final long shown;

        MadeWhereRead(byte[] dataKey, long size, long shown) {
            this.size = size;
            this.shown = shown;
            Arrays.fill(header, (byte) 7);
            header[0] = SegmentLayout.HEADER;
            try {
                key = new SecretKeySpec(
                        Hkdf.computeHkdf(
                                "HMACSHA256",
                                DataKey.derived(dataKey, "contents", 32),
                                Arrays.copyOfRange(header, 1, 33),
                                FileCipher.PURPOSE.getBytes(StandardCharsets.US_ASCII),
                                32),
                        "AES");
            } catch (GeneralSecurityException missing) {
                throw new AssertionError(missing);
            }
        }

        @Override
        public FileInfo info() {
            return FileInfo.of(FsPath.of("/huge"), FileType.FILE, LAYOUT.cipherSize(shown), Instant.EPOCH);
        }

        /** At most to the end of a segment. */
        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            if (position >= LAYOUT.cipherSize(shown)) {
                return -1;
            }
            long segment = position / SEGMENT;
            ByteBuffer bytes = ByteBuffer.wrap(ciphertext(segment)).position((int) (position % SEGMENT));
            int count = Math.min(bytes.remaining(), target.remaining());
            target.put(bytes.limit(bytes.position() + count));
            return count;
        }

        private byte[] ciphertext(long segment) throws IOException {
            long start = segment == 0 ? 0 : segment * LAYOUT.plainSegment() - SegmentLayout.HEADER;
            int count = (int) Math.min(LAYOUT.capacity(segment), size - start);
            boolean last = start + count == size;
            byte[] nonce = ByteBuffer.allocate(12)
                    .put(header, 33, 7)
                    .putInt((int) segment)
                    .put((byte) (last ? 1 : 0))
                    .array();
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
                byte[] encrypted = cipher.doFinal(content(start, count));
                return segment == 0 ? io.anyfs.tck.subject.Content.joined(header, encrypted) : encrypted;
            } catch (GeneralSecurityException broken) {
                throw new IOException(broken);
            }
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new AssertionError("nobody sends ciphertext");
        }

        @Override
        public void close() {}
    }
}
