package io.anyfs.crypt;

import com.google.crypto.tink.Aead;
import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * Who guards the key of an encrypted storage. Each storage has a data key of its own, which is random and is kept in the storage in
 * wrapped form; a provider wraps and unwraps it. So a key or passphrase can be changed without encrypting a file again, and a key
 * management service never sees more than 32 bytes. Safe for use by many threads.
 */
public interface KeyProvider {

    /**
     * One word that is kept with the wrapped key, such as {@code passphrase}: lower-case letters, digits and dashes. A storage is not
     * opened by a provider of another scheme.
     */
    String scheme();

    /**
     * Wraps a data key, so that only the same provider unwraps it.
     *
     * @throws GeneralSecurityException if that is refused
     * @throws IOException if the service that does it cannot be reached
     */
    byte[] wrap(byte[] dataKey) throws GeneralSecurityException, IOException;

    /**
     * Unwraps a data key.
     *
     * @throws GeneralSecurityException if it was wrapped by another one, or changed since
     * @throws IOException if the service that does it cannot be reached
     */
    byte[] unwrap(byte[] wrapped) throws GeneralSecurityException, IOException;

    /**
     * Wraps by a key of 32 random bytes.
     *
     * @throws IllegalArgumentException if there are not 32 of them
     */
    static KeyProvider ofKey(byte[] key) {
        return AeadKeyProvider.ofKey(key);
    }

    /**
     * Wraps by a key derived from a passphrase: PBKDF2 with HMAC-SHA-256, 600,000 rounds and a random salt, as OWASP's Password
     * Storage Cheat Sheet asks for. Wrapping and unwrapping take a good part of a second.
     *
     * @throws IllegalArgumentException if it is empty
     */
    static KeyProvider ofPassphrase(String passphrase) {
        return new PassphraseKeyProvider(passphrase);
    }

    /** Wraps by Tink: a keyset's primitive, or a key in a service by any of Tink's KMS clients (AWS, Google Cloud, Vault). */
    static KeyProvider ofAead(Aead aead) {
        return new AeadKeyProvider("kms", aead);
    }
}
