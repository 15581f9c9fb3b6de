package io.anyfs.expose.users;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.jspecify.annotations.Nullable;

/** A public key as OpenSSH writes it: {@code TYPE BASE64 COMMENT}. Immutable. */
public final class PublicKeyLine {

    private static final Set<String> TYPES =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa");

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 16_384;

    private final String type;
    private final byte[] blob;
    private final String comment;
    private final byte[] encoded;

    private PublicKeyLine(String type, byte[] blob, String comment, byte[] encoded) {
        this.type = type;
        this.blob = blob;
        this.comment = comment;
        this.encoded = encoded;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no key that can log in here, or has options before the key: an option restricts
     *     the key, and one that is not obeyed must not pass
     */
    public static PublicKeyLine parse(String line) {
        String[] words = line.strip().split("\\s+", 3);
        if (words[0].startsWith("-----BEGIN")) {
            throw new IllegalArgumentException("this is no public key in one line; keep private keys to yourself");
        }
        if (!TYPES.contains(words[0])) {
            throw new IllegalArgumentException(
                    words.length > 1 && TYPES.stream().anyMatch(line::contains)
                            ? "options before a key are not supported; write the key alone"
                            : "a key begins with its type, ssh-ed25519, ecdsa-sha2-nistp256 or ssh-rsa; others are not"
                                    + " supported");
        }
        if (words.length < 2) {
            throw new IllegalArgumentException("behind the type the key itself is missing");
        }
        byte[] blob;
        AsymmetricKeyParameter key;
        byte[] encoded;
        try {
            blob = Base64.getDecoder().decode(words[1]);
            key = OpenSSHPublicKeyUtil.parsePublicKey(blob);
            encoded =
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
        } catch (IOException | RuntimeException broken) {
            throw new IllegalArgumentException("the key is not whole", broken);
        }
        if (!words[0].equals(typeIn(blob))) {
            throw new IllegalArgumentException("this is not a key of type " + words[0]);
        }
        if (key instanceof RSAKeyParameters rsa) {
            requireSafe(rsa.getModulus());
        }
        return new PublicKeyLine(words[0], blob, words.length == 3 ? words[2].strip() : "", encoded);
    }

    private static void requireSafe(BigInteger modulus) {
        if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
            throw new IllegalArgumentException(
                    "an RSA key has " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits, and not " + modulus.bitLength());
        }
    }

    private static String typeIn(byte[] blob) {
        int length = blob.length < 4 ? 0 : (blob[2] & 0xff) << 8 | (blob[3] & 0xff);
        return blob.length < 4 + length ? "" : new String(blob, 4, length, StandardCharsets.US_ASCII);
    }

    /** Whether this is that key. */
    public boolean isKey(PublicKey key) {
        byte[] offered = key.getEncoded();
        return offered != null && MessageDigest.isEqual(encoded, offered);
    }

    /** What sort of key, such as {@code ssh-ed25519}. */
    public String type() {
        return type;
    }

    /** What is behind the key; mostly whose it is. */
    public String comment() {
        return comment;
    }

    /** As {@code ssh-keygen -l} shows it: {@code SHA256:} and Base64. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Whether it is the same key; comments do not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicKeyLine line && Arrays.equals(line.blob, blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    /** The line. */
    @Override
    public String toString() {
        return (type + " " + Base64.getEncoder().encodeToString(blob) + " " + comment).strip();
    }
}
