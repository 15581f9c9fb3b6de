package io.anyfs.cli.serve;

import io.anyfs.cli.command.UsageException;
import io.anyfs.cli.text.Age;
import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.AddressRange;
import io.anyfs.expose.LoginLimits;
import io.anyfs.expose.ServiceLimits;
import io.anyfs.expose.ServiceTimeouts;
import io.anyfs.spi.ByteCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code anyfs serve} allows its clients. */
final class LimitOptions {

    @Option(names = "--max-sessions", paramLabel = "N", description = "Sessions at once; 10000 if not given.")
    private int maxSessions = ServiceLimits.DEFAULT.maxSessions();

    @Option(
            names = "--max-sessions-per-user",
            paramLabel = "N",
            description = "Sessions of one user at once; any number if not given.")
    private int maxSessionsPerUser;

    @Option(
            names = "--max-sessions-per-address",
            paramLabel = "N",
            description = "Sessions from one address at once; any number if not given.")
    private int maxSessionsPerAddress;

    @Option(
            names = "--download-rate",
            paramLabel = "SIZE",
            description = "Bytes to all clients in a second, such as 10MiB; any number if not given.")
    private @Nullable String downloadRate;

    @Option(names = "--upload-rate", paramLabel = "SIZE", description = "Bytes from all clients in a second.")
    private @Nullable String uploadRate;

    @Option(
            names = "--download-rate-per-user",
            paramLabel = "SIZE",
            description = "Bytes to each user in a second, over all of the user's sessions.")
    private @Nullable String downloadRatePerUser;

    @Option(
            names = "--upload-rate-per-user",
            paramLabel = "SIZE",
            description = "Bytes from each user in a second, over all of the user's sessions.")
    private @Nullable String uploadRatePerUser;

    @Option(
            names = "--idle-timeout",
            paramLabel = "DURATION",
            description = "How long a session may do nothing, such as 90s or 10m (if not given).")
    private @Nullable String idleTimeout;

    @Option(
            names = "--stall-timeout",
            paramLabel = "DURATION",
            description = "How long a transfer may wait for a client that sends or takes nothing; 60s if not given.")
    private @Nullable String stallTimeout;

    @Option(
            names = "--login-failures",
            paramLabel = "N",
            description = "Ban an address after so many failed logins; 10 if not given, 0 for never.")
    private int loginFailures = LoginLimits.DEFAULT.failuresBeforeBan();

    @Option(names = "--ban", paramLabel = "DURATION", description = "How long a ban lasts; 10m if not given.")
    private @Nullable String ban;

    @Option(
            names = "--ban-exempt",
            paramLabel = "RANGE",
            description =
                    "Never ban these addresses, such as 192.0.2.0/24; may be repeated. This machine is exempt anyway.")
    private List<String> exempt = new ArrayList<>();

    /** The limits. */
    ServiceLimits limits() {
        try {
            List<AddressRange> exemptRanges = new ArrayList<>(LoginLimits.DEFAULT.exempt());
            exempt.forEach(range -> exemptRanges.add(AddressRange.parse(range)));
            LoginLimits logins = LoginLimits.DEFAULT
                    .withBan(loginFailures, duration(ban, LoginLimits.DEFAULT.banTime()))
                    .withExempt(exemptRanges);
            ServiceTimeouts times = ServiceTimeouts.DEFAULT;
            return ServiceLimits.DEFAULT
                    .withAll(new AccountLimits(maxSessions, rate(downloadRate), rate(uploadRate)))
                    .withPerUser(
                            new AccountLimits(maxSessionsPerUser, rate(downloadRatePerUser), rate(uploadRatePerUser)))
                    .withMaxSessionsPerAddress(maxSessionsPerAddress)
                    .withLogins(logins)
                    .withTimeouts(new ServiceTimeouts(
                            duration(idleTimeout, times.idle()), duration(stallTimeout, times.stall()), times.drain()));
        } catch (IllegalArgumentException nonsense) {
            throw new UsageException(String.valueOf(nonsense.getMessage()), nonsense);
        }
    }

    private static long rate(@Nullable String text) {
        return text == null ? 0 : ByteCount.parse(text);
    }

    private static Duration duration(@Nullable String text, Duration standard) {
        Duration duration = text == null ? standard : Age.parse(text);
        if (duration == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write a number with a unit such as 90s, 10m or 12h");
        }
        return duration;
    }
}
