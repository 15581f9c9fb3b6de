package io.anyfs.crypt;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Wraps by a key derived from a passphrase. The wrapped key begins with the rounds and the salt, which are authenticated too. */
final class PassphraseKeyProvider implements KeyProvider {

    /** OWASP Password Storage Cheat Sheet, PBKDF2 with HMAC-SHA-256. */
    private static final int ROUNDS = 600_000;

    /** Who can write to the storage must not make us compute for hours. */
    private static final int MAX_ROUNDS = 20_000_000;

    private static final int SALT_BYTES = 16;
    private static final int PARAMETER_BYTES = Integer.BYTES + SALT_BYTES;

    private final String passphrase;

    PassphraseKeyProvider(String passphrase) {
        if (passphrase.isEmpty()) {
            throw new IllegalArgumentException("the passphrase is empty");
        }
        this.passphrase = passphrase;
    }

    @Override
    public String scheme() {
        return "passphrase";
    }

    @Override
    public byte[] wrap(byte[] dataKey) throws GeneralSecurityException {
        byte[] salt = Random.randBytes(SALT_BYTES);
        byte[] parameters = new byte[PARAMETER_BYTES];
        ByteBuffer.wrap(parameters).putInt(ROUNDS).put(salt);
        byte[] encrypted = key(salt, ROUNDS).encrypt(dataKey, parameters);
        byte[] wrapped = Arrays.copyOf(parameters, PARAMETER_BYTES + encrypted.length);
        System.arraycopy(encrypted, 0, wrapped, PARAMETER_BYTES, encrypted.length);
        return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
        if (wrapped.length < PARAMETER_BYTES) {
            throw new GeneralSecurityException("the wrapped key is too short");
        }
        byte[] parameters = Arrays.copyOf(wrapped, PARAMETER_BYTES);
        int rounds = ByteBuffer.wrap(parameters).getInt();
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new GeneralSecurityException("the wrapped key asks for " + rounds + " rounds");
        }
        byte[] salt = Arrays.copyOfRange(parameters, Integer.BYTES, PARAMETER_BYTES);
        byte[] encrypted = Arrays.copyOfRange(wrapped, PARAMETER_BYTES, wrapped.length);
        return key(salt, rounds).decrypt(encrypted, parameters);
    }

    private AesGcmJce key(byte[] salt, int rounds) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), salt, rounds, DataKey.BYTES * Byte.SIZE);
        try {
            return new AesGcmJce(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded());
        } finally {
            spec.clearPassword();
        }
    }
}
