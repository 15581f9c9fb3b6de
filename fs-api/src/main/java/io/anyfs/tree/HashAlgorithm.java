package io.anyfs.tree;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** How to compute a hash. All but {@link #CRC32} are digests of {@link MessageDigest}. */
public enum HashAlgorithm {
    /** A checksum of 4 bytes against accidents, as in ZIP and gzip (ISO 3309). */
    CRC32(null),
    /** 16 bytes. No protection against people (RFC 6151). */
    MD5("MD5"),
    /** 20 bytes. No protection against people (RFC 6194). */
    SHA_1("SHA-1"),
    /** 28 bytes (FIPS 180-4). */
    SHA_224("SHA-224"),
    /** 32 bytes (FIPS 180-4). */
    SHA_256("SHA-256"),
    /** 48 bytes (FIPS 180-4). */
    SHA_384("SHA-384"),
    /** 64 bytes (FIPS 180-4). */
    SHA_512("SHA-512");

    private final String label;
    private final boolean digest;

    HashAlgorithm(@Nullable String digestName) {
        this.digest = digestName != null;
        this.label = digestName != null ? digestName : name();
    }

    /** The algorithm of this name, whatever the case, with or without the hyphen: {@code sha256}, {@code SHA-256}. */
    public static HashAlgorithm of(String name) {
        String wanted = plain(name);
        for (HashAlgorithm algorithm : values()) {
            if (plain(algorithm.label).equals(wanted)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException("no hash algorithm '" + name + "'; there are " + names());
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The algorithm's usual name, such as {@code SHA-256}. */
    @Override
    public String toString() {
        return label;
    }

    /** Begins to compute a hash of this kind. */
    public HashComputation begin() {
        if (!digest) {
            return new Checksum();
        }
        try {
            return new Digest(MessageDigest.getInstance(label));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has to have " + label + ", this one has not", impossible);
        }
    }

    /** All names in lower case and without a hyphen, with commas between. */
    private static String names() {
        return Stream.of(values()).map(algorithm -> plain(algorithm.label)).collect(Collectors.joining(", "));
    }

    private static final class Digest implements HashComputation {
        private final MessageDigest digest;

        Digest(MessageDigest digest) {
            this.digest = digest;
        }

        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        public byte[] digest() {
            return digest.digest();
        }
    }

    private static final class Checksum implements HashComputation {
        private final CRC32 checksum = new CRC32();

        @Override
        public void update(ByteBuffer bytes) {
            checksum.update(bytes);
        }

        @Override
        public byte[] digest() {
            byte[] bytes = new byte[Integer.BYTES];
            ByteBuffer.wrap(bytes).putInt((int) checksum.getValue());
            return bytes;
        }
    }
}
