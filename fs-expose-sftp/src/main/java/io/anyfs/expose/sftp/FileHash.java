package io.anyfs.expose.sftp;

import io.anyfs.tree.HashAlgorithm;
import io.anyfs.tree.HashComputation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hashes that clients ask for, by the names of draft-ietf-secsh-filexfer-extensions-00, section 3. */
enum FileHash {
    MD5("md5", HashAlgorithm.MD5),
    SHA1("sha1", HashAlgorithm.SHA_1),
    SHA224("sha224", HashAlgorithm.SHA_224),
    SHA256("sha256", HashAlgorithm.SHA_256),
    SHA384("sha384", HashAlgorithm.SHA_384),
    SHA512("sha512", HashAlgorithm.SHA_512),
    CRC32("crc32", HashAlgorithm.CRC32);

    private final String wireName;
    private final HashAlgorithm algorithm;

    FileHash(String wireName, HashAlgorithm algorithm) {
        this.wireName = wireName;
        this.algorithm = algorithm;
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

    HashComputation begin() {
        return algorithm.begin();
    }
}
