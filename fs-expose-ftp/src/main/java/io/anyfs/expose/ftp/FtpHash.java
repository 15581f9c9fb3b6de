package io.anyfs.expose.ftp;

import io.anyfs.tree.HashAlgorithm;
import io.anyfs.tree.HashComputation;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What HASH and its older relatives can compute, by the names of the IANA registry that the draft of HASH uses. */
enum FtpHash {
    SHA_256(HashAlgorithm.SHA_256, "XSHA256"),
    SHA_512(HashAlgorithm.SHA_512, "XSHA512"),
    SHA_1(HashAlgorithm.SHA_1, "XSHA", "XSHA1"),
    MD5(HashAlgorithm.MD5, "XMD5"),
    CRC32(HashAlgorithm.CRC32, "XCRC");

    private final HashAlgorithm algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // it is made by List.of
    private final List<String> verbs;

    FtpHash(HashAlgorithm algorithm, String... verbs) {
        this.algorithm = algorithm;
        this.verbs = List.of(verbs);
    }

    String label() {
        return algorithm.toString();
    }

    /** The commands of their own that compute it. */
    List<String> verbs() {
        return verbs;
    }

    /** The algorithm of that name in any case; {@code null} if there is none. */
    static @Nullable FtpHash named(String name) {
        return Stream.of(values())
                .filter(hash -> hash.label().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    HashComputation begin() {
        return algorithm.begin();
    }
}
