package io.anyfs.expose.ftp;

import io.anyfs.expose.ftp.Verb.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Protecting connections by TLS (RFC 2228, RFC 4217). */
final class SecurityVerbs {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityVerbs.class);

    private SecurityVerbs() {}

    static List<Verb> all() {
        return List.of(
                Verb.anybody("AUTH", Parameter.REQUIRED, "TLS", SecurityVerbs::authenticate),
                Verb.anybody("PBSZ", Parameter.REQUIRED, "0", SecurityVerbs::bufferSize),
                Verb.anybody("PROT", Parameter.REQUIRED, "C | P", SecurityVerbs::protection),
                Verb.anybody("CCC", Parameter.NONE, "", SecurityVerbs::clearAgain));
    }

    /** For FEAT. */
    static List<String> features(Conversation client) {
        return client.control().offersTls() ? List.of("AUTH TLS", "PBSZ", "PROT") : List.of();
    }

    private static @Nullable FtpReply authenticate(Conversation client, String argument) {
        String mechanism = argument.strip().toUpperCase(Locale.ROOT);
        ControlConnection control = client.control();
        if (!control.offersTls()) {
            return FtpReply.of(502, "There is no TLS here");
        } else if (control.tls() != null) {
            return FtpReply.of(503, "This is TLS already");
        } else if (client.isLoggedIn()) {
            return FtpReply.of(503, "AUTH comes before USER");
        }
        return switch (mechanism) {
            case "TLS", "TLS-C" -> begin(client, false);
            // The older names say what RFC 4217 has PROT for.
            case "SSL", "TLS-P" -> begin(client, true);
            default -> FtpReply.of(504, "Only AUTH TLS");
        };
    }

    private static @Nullable FtpReply begin(Conversation client, boolean dataToo) {
        try {
            boolean begun = client.control().beginTls(FtpReply.of(234, "TLS it is"), client.commands()::isEmpty);
            if (!begun) {
                return FtpReply.of(421, "Something came in clear behind AUTH");
            }
        } catch (IOException failure) {
            LOG.warn("TLS cannot begin: {}", failure.getMessage());
            return FtpReply.of(431, "There is no TLS now");
        }
        // Whoever was named in clear may have been named by somebody else.
        client.settings.user = null;
        client.settings.dataProtected = dataToo;
        return null;
    }

    private static FtpReply bufferSize(Conversation client, String argument) {
        if (client.control().tls() == null) {
            return FtpReply.of(503, "AUTH TLS first");
        }
        String size = argument.strip();
        if (size.isEmpty() || size.length() > 10 || !size.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return FtpReply.of(501, "PBSZ needs: 0");
        }
        client.settings.bufferSizeSaid = true;
        return FtpReply.of(200, "PBSZ=0");
    }

    private static FtpReply protection(Conversation client, String argument) {
        if (client.control().tls() == null) {
            return FtpReply.of(503, "AUTH TLS first");
        } else if (!client.settings.bufferSizeSaid) {
            return FtpReply.of(503, "PBSZ 0 first");
        }
        switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "P" -> {
                client.settings.dataProtected = true;
                return FtpReply.of(200, "Data connections are protected");
            }
            case "C" -> {
                if (client.control().requiresTls()) {
                    return FtpReply.of(534, "Only PROT P here");
                }
                client.settings.dataProtected = false;
                return FtpReply.of(200, "Data connections are clear");
            }
            case "S", "E" -> {
                return FtpReply.of(536, "Only PROT C and P");
            }
            default -> {
                return FtpReply.of(504, "Only PROT C and P");
            }
        }
    }

    private static FtpReply clearAgain(Conversation client, String argument) {
        return client.control().tls() == null
                ? FtpReply.of(533, "This is clear already")
                : FtpReply.of(534, "The control connection stays protected");
    }
}
