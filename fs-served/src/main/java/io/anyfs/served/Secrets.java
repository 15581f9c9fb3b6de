package io.anyfs.served;

import io.anyfs.expose.ServiceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Users, passwords and files of keys that last as long as a server. */
final class Secrets {

    static final String USER = "anyfs";
    static final String HOST = "127.0.0.1";

    /** The end of a test waits for nobody. Logins from this machine are neither delayed nor banned anyway. */
    static final ServiceLimits LIMITS = ServiceLimits.DEFAULT.withDrainTimeout(Duration.ZERO);

    private static final int PASSWORD_BYTES = 16;

    private Secrets() {}

    static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A fresh directory that only its owner may look into, where the machine knows owners. */
    static Path directory() throws IOException {
        return Files.createTempDirectory("anyfs-served");
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : deepestFirst) {
            Files.deleteIfExists(entry);
        }
    }
}
