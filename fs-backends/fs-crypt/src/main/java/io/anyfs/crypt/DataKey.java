package io.anyfs.crypt;

import com.google.crypto.tink.Mac;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.PrfHmacJce;
import com.google.crypto.tink.subtle.PrfMac;
import com.google.crypto.tink.subtle.Random;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** The key of a storage. It encrypts nothing itself: each use has a key derived from it by HKDF (RFC 5869). */
final class DataKey {

    static final int BYTES = 32;

    private static final String HMAC = "HMACSHA256";
    private static final int AES_SIV_BYTES = 64;

    private final byte[] key;

    private DataKey(byte[] key) {
        this.key = key;
    }

    static DataKey random() {
        return new DataKey(Random.randBytes(BYTES));
    }

    static DataKey unwrapped(byte[] wrapped, KeyProvider keys) throws GeneralSecurityException, IOException {
        byte[] key = keys.unwrap(wrapped);
        if (key.length != BYTES) {
            throw new GeneralSecurityException("what was wrapped is no data key");
        }
        return new DataKey(key);
    }

    byte[] wrapped(KeyProvider keys) throws GeneralSecurityException, IOException {
        return keys.wrap(key.clone());
    }

    /** Encrypts contents in segments of this many bytes of ciphertext. */
    AesGcmHkdfStreaming contents(int segmentSize) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(derived(key, "contents", BYTES), HMAC, BYTES, segmentSize, 0);
    }

    /** Encrypts names. */
    AesSiv names() throws GeneralSecurityException {
        return new AesSiv(derived(key, "names", AES_SIV_BYTES));
    }

    /** Authenticates what is written about the encryption. */
    Mac config() throws GeneralSecurityException {
        return new PrfMac(new PrfHmacJce(HMAC, new SecretKeySpec(derived(key, "config", BYTES), "HMAC")), BYTES);
    }

    static byte[] derived(byte[] key, String use, int bytes) throws GeneralSecurityException {
        byte[] info = ("anyfs-crypt/1 " + use).getBytes(StandardCharsets.US_ASCII);
        return Hkdf.computeHkdf(HMAC, key, new byte[0], info, bytes);
    }
}
