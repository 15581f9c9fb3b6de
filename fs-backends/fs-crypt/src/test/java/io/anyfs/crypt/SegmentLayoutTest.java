package io.anyfs.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

/** Where bytes are, without any cipher; compared with Tink where that can be asked. */
class SegmentLayoutTest {

    private static final long GIB = 1L << 30;

    private final SegmentLayout small = new SegmentLayout(1024);
    private final SegmentLayout usual = new SegmentLayout(64 * 1024);

    @Test
    void sizes_are_those_of_the_ciphertexts_that_tink_writes() throws Exception {
        AesGcmHkdfStreaming tink = new AesGcmHkdfStreaming(new byte[32], "HMACSHA256", 32, 1024, 0);
        for (int size = 0; size < 4200; size++) {
            ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
            try (OutputStream out = tink.newEncryptingStream(ciphertext, new byte[0])) {
                out.write(new byte[size]);
            }
            assertEquals(ciphertext.size(), small.cipherSize(size), "of " + size);
            assertEquals(size, small.plainSize(ciphertext.size()));
        }
    }

    @Test
    void sizes_of_large_files_are_those_of_tink() throws GeneralSecurityException {
        AesGcmHkdfStreaming tink = new AesGcmHkdfStreaming(new byte[32], "HMACSHA256", 32, 64 * 1024, 0);
        for (long gib : new long[] {2, 4, 5, 1000, 5000}) {
            for (long near = -70_000; near <= 70_000; near += 7) {
                long size = gib * GIB + near;
                assertEquals(tink.expectedCiphertextSize(size), usual.cipherSize(size));
                assertEquals(size, usual.plainSize(usual.cipherSize(size)));
            }
        }
    }

    @Test
    void a_size_that_no_ciphertext_has_is_told() {
        int possible = 0;
        for (int size = 0; size < 5000; size++) {
            long plain = small.plainSize(size);
            if (plain >= 0) {
                assertEquals(size, small.cipherSize(plain));
                possible++;
            }
        }
        assertEquals(5000 - 56 - 4 * 16, possible);
        assertEquals(-1, small.plainSize(0));
        assertEquals(-1, small.plainSize(55));
        assertEquals(0, small.plainSize(56));
        assertEquals(-1, small.plainSize(1024 + 16));
        assertEquals(-1, small.plainSize(Long.MAX_VALUE));
    }

    @Test
    void every_byte_is_in_one_segment_behind_the_one_before() {
        long segment = 0;
        int offset = 0;
        for (long position = 0; position < 5000; position++) {
            if (offset == small.capacity(segment)) {
                segment++;
                offset = 0;
            }
            assertEquals(segment, small.segmentOf(position));
            assertEquals(offset++, small.offsetOf(position));
        }
    }

    @Test
    void positions_behind_5_GiB_are_found() {
        long position = 5 * GIB + 12_345;
        long segment = usual.segmentOf(position);
        assertEquals((position + 40) / 65_520, segment);
        assertEquals(segment * 65_520 - 40 + usual.offsetOf(position), position);
        assertEquals(segment * 65_536, usual.cipherStart(segment));
        assertEquals((segment + 1) * 65_536, usual.cipherEnd(segment, Long.MAX_VALUE));
    }

    @Test
    void the_largest_file_is_the_largest_whose_ciphertext_fits() {
        for (long limit = 56; limit < 5000; limit++) {
            long largest = small.largestPlain(limit);
            assertTrue(small.cipherSize(largest) <= limit, "of " + limit);
            assertTrue(small.cipherSize(largest + 1) > limit, "of " + limit);
        }
        long limit = usual.largestPlain(Long.MAX_VALUE);
        assertEquals((1L << 31) * 65_520 - 65_520 - 40, limit);
        assertEquals(Long.MAX_VALUE, usual.cipherSize(limit + 1));
        assertEquals(Long.MAX_VALUE, usual.cipherSize(Long.MAX_VALUE));
    }
}
