package io.anyfs.tree;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
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
    /** 32 bytes (FIPS 180-4). */
    SHA_256("SHA-256"),
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
        throw new IllegalArgumentException(
                "no hash algorithm '" + name + "'; there are crc32, md5, sha1, sha256, sha512");
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The algorithm's usual name, such as {@code SHA-256}. */
    @Override
    public String toString() {
        return label;
    }

    Computation begin() {
        if (!digest) {
            return new Checksum();
        }
        try {
            return new Digest(MessageDigest.getInstance(label));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has to have " + label + ", this one has not", impossible);
        }
    }

    /** A hash under way. */
    sealed interface Computation {
        void update(ByteBuffer bytes);

        byte[] end();
    }

    private record Digest(MessageDigest digest) implements Computation {
        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        public byte[] end() {
            return digest.digest();
        }
    }

    private record Checksum(CRC32 crc) implements Computation {
        Checksum() {
            this(new CRC32());
        }

        @Override
        public void update(ByteBuffer bytes) {
            crc.update(bytes);
        }

        @Override
        public byte[] end() {
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .array();
        }
    }
}
