package io.anyfs.expose.sftp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The hashes that clients ask for, by the names of draft-ietf-secsh-filexfer-extensions-00, section 3. */
enum FileHash {
    MD5("md5", "MD5"),
    SHA1("sha1", "SHA-1"),
    SHA224("sha224", "SHA-224"),
    SHA256("sha256", "SHA-256"),
    SHA384("sha384", "SHA-384"),
    SHA512("sha512", "SHA-512"),
    CRC32("crc32", null);

    private final String wireName;
    private final @Nullable String digest;

    FileHash(String wireName, @Nullable String digest) {
        this.wireName = wireName;
        this.digest = digest;
    }

    /** The first of a list with commas that there is here; {@code null} if none is. */
    static @Nullable FileHash firstOf(String names) {
        for (String name : List.of(names.split(",", -1))) {
            for (FileHash hash : values()) {
                if (hash.wireName.equals(name)) {
                    return hash;
                }
            }
        }
        return null;
    }

    /** All of them, with commas between. */
    static String names() {
        return Arrays.stream(values()).map(FileHash::wireName).collect(Collectors.joining(","));
    }

    String wireName() {
        return wireName;
    }

    Computation begin() {
        if (digest == null) {
            return new Checksum(new CRC32());
        }
        try {
            return new Digest(MessageDigest.getInstance(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + digest, impossible);
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
        @Override
        public void update(ByteBuffer bytes) {
            crc.update(bytes);
        }

        @Override
        public byte[] end() {
            ByteBuffer bytes = ByteBuffer.wrap(new byte[Integer.BYTES]);
            bytes.putInt((int) crc.getValue()).flip();
            byte[] result = new byte[Integer.BYTES];
            bytes.get(result);
            return result;
        }
    }
}
