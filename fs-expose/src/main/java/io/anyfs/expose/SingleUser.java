package io.anyfs.expose;

import io.anyfs.FileSystem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user with a password, keys or both. Immutable. */
public final class SingleUser implements Authenticator {

    private final Account account;
    private final byte @Nullable [] passwordDigest;
    private final List<byte[]> keys;
    private final List<byte[]> authorities;

    /**
     * The one user of a filesystem.
     *
     * @param password {@code null} or empty to allow keys only
     * @param keys the public keys that may log in; may be empty
     * @throws IllegalArgumentException if a key has no {@linkplain PublicKey#getEncoded() encoding} to compare
     */
    public SingleUser(String name, @Nullable String password, Collection<PublicKey> keys, FileSystem fileSystem) {
        this(name, password, keys, List.of(), fileSystem);
    }

    /**
     * The one user of a filesystem, also known by certificates.
     *
     * @param password {@code null} or empty to allow keys and certificates only
     * @param keys the public keys that may log in; may be empty
     * @param authorities whose certificates for this user's name may log in; may be empty
     * @throws IllegalArgumentException if a key has no {@linkplain PublicKey#getEncoded() encoding} to compare
     */
    public SingleUser(
            String name,
            @Nullable String password,
            Collection<PublicKey> keys,
            Collection<PublicKey> authorities,
            FileSystem fileSystem) {
        this.account = new Account(name, fileSystem);
        this.passwordDigest = password == null || password.isEmpty() ? null : digest(password);
        this.keys = keys.stream().map(SingleUser::encoded).toList();
        this.authorities = authorities.stream().map(SingleUser::encoded).toList();
    }

    @Override
    public @Nullable Account authenticate(LoginAttempt attempt) {
        boolean known = MessageDigest.isEqual(digest(account.name()), digest(attempt.user()));
        boolean proved;
        if (attempt.credential() instanceof Credential.Password password) {
            // An account without a password compares all the same, so that the time tells nothing.
            byte[] expected = passwordDigest != null ? passwordDigest : new byte[32];
            boolean equal = MessageDigest.isEqual(expected, digest(password.secret()));
            proved = passwordDigest != null && equal;
        } else if (attempt.credential() instanceof Credential.Key key) {
            proved = isAmong(keys, key.key());
        } else if (attempt.credential() instanceof Credential.CertifiedKey certificate) {
            proved = certificate.principals().contains(account.name()) && isAmong(authorities, certificate.authority());
        } else {
            proved = attempt.credential() instanceof Credential.Certificate;
        }
        return known && proved ? account : null;
    }

    private static boolean isAmong(List<byte[]> allowed, PublicKey offered) {
        byte[] encoded = offered.getEncoded();
        return encoded != null && allowed.stream().anyMatch(key -> MessageDigest.isEqual(key, encoded));
    }

    /** Without an encoding two keys would look alike. */
    private static byte[] encoded(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new IllegalArgumentException("a key of this type cannot be compared: " + key.getAlgorithm());
        }
        return encoded;
    }

    /** Equal lengths, so that a comparison takes the same time whatever was given. */
    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
