package io.anyfs.served;

import io.anyfs.expose.ServiceLimits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/** Users and passwords that last as long as a server. */
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
}
