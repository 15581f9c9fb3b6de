package io.anyfs.crypt;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Wraps by whatever encrypts with authentication. */
final class AeadKeyProvider implements KeyProvider {

    private static final byte[] PURPOSE = "anyfs-crypt/1 data key".getBytes(StandardCharsets.US_ASCII);

    private final String scheme;
    private final Aead aead;

    AeadKeyProvider(String scheme, Aead aead) {
        this.scheme = scheme;
        this.aead = aead;
    }

    static AeadKeyProvider ofKey(byte[] key) {
        if (key.length != DataKey.BYTES) {
            throw new IllegalArgumentException("a key has " + DataKey.BYTES + " bytes, not " + key.length);
        }
        try {
            return new AeadKeyProvider("key", new AesGcmJce(DataKey.derived(key, "wrapping", DataKey.BYTES)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-GCM", missing);
        }
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public byte[] wrap(byte[] dataKey) throws GeneralSecurityException {
        return aead.encrypt(dataKey, PURPOSE);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
        return aead.decrypt(wrapped, PURPOSE);
    }
}
