package io.anyfs.expose.ftp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What HASH and its older relatives can compute, by the names of the IANA registry that the draft of HASH uses. */
enum HashAlgorithm {
    SHA_256("SHA-256", "XSHA256"),
    SHA_512("SHA-512", "XSHA512"),
    SHA_1("SHA-1", "XSHA", "XSHA1"),
    MD5("MD5", "XMD5"),
    CRC32("CRC32", "XCRC");

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // it is made by List.of
    private final List<String> verbs;

    HashAlgorithm(String label, String... verbs) {
        this.label = label;
        this.verbs = List.of(verbs);
    }

    /** A hash being computed. */
    interface Running {
        void update(ByteBuffer bytes);

        /** The hash of all that came, in hexadecimal digits. Asked once. */
        String hex();
    }

    String label() {
        return label;
    }

    /** The commands of their own that compute it. */
    List<String> verbs() {
        return verbs;
    }

    /** The algorithm of that name in any case; {@code null} if there is none. */
    static @Nullable HashAlgorithm named(String name) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.label.equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    Running begin() {
        return this == CRC32 ? new Checksum(new CRC32()) : new Digest(digest());
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(label);
        } catch (NoSuchAlgorithmException missing) {
            throw new LinkageError("every Java platform has " + label, missing);
        }
    }

    private record Digest(MessageDigest digest) implements Running {
        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        public String hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private record Checksum(CRC32 checksum) implements Running {
        @Override
        public void update(ByteBuffer bytes) {
            checksum.update(bytes);
        }

        @Override
        public String hex() {
            return String.format(Locale.ROOT, "%08x", checksum.getValue());
        }
    }
}
