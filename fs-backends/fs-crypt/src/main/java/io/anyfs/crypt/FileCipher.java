package io.anyfs.crypt;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.StreamSegmentDecrypter;
import com.google.crypto.tink.subtle.StreamSegmentEncrypter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * How contents are encrypted: by Tink's AES-GCM-HKDF streaming, segment by segment. Every file has a key of its own, derived from the
 * salt in its header, so that no segment fits another file; the nonce of a segment has its number and whether it is the last, so that
 * none fits another place and none is missing. The associated data is the same for all files, because a path would tie a file to
 * its name.
 *
 * @param layout where the bytes are
 * @param streaming Tink's cipher with the key for contents
 */
record FileCipher(SegmentLayout layout, AesGcmHkdfStreaming streaming) {

    /** What a program that decrypts a file with Tink alone has to give as associated data. */
    static final String PURPOSE = "anyfs-crypt/1 contents";

    StreamSegmentEncrypter newEncrypter() throws IOException {
        try {
            return streaming.newStreamSegmentEncrypter(purpose());
        } catch (GeneralSecurityException broken) {
            throw new IOException("encryption cannot be begun", broken);
        }
    }

    /** For the file with this header, which is not verified by that. */
    StreamSegmentDecrypter newDecrypter(ByteBuffer header) throws GeneralSecurityException {
        StreamSegmentDecrypter decrypter = streaming.newStreamSegmentDecrypter();
        decrypter.init(header.duplicate(), purpose());
        return decrypter;
    }

    private static byte[] purpose() {
        return PURPOSE.getBytes(StandardCharsets.US_ASCII);
    }
}
