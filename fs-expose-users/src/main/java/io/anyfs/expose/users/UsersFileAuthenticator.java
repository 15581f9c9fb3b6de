package io.anyfs.expose.users;

import io.anyfs.FileSystem;
import io.anyfs.expose.Account;
import io.anyfs.expose.Authenticator;
import io.anyfs.expose.Credential;
import io.anyfs.expose.FileService;
import io.anyfs.expose.LoginAttempt;
import io.anyfs.expose.Protocol;
import io.anyfs.expose.Session;
import io.anyfs.expose.users.PasswordHash.Cost;
import io.anyfs.spi.Backends;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the users of a file in. Changes of the file hold from the next login on, sessions that there are go on as they began, other
 * than those of {@linkplain #endRevoked users who were taken out}; a file with mistakes leaves what was read last, and is logged.
 *
 * <p>Each user's filesystem is opened at the first login and shared by all sessions of the user, and closed when the last has ended;
 * so a quota holds over all of them. It is a view of what is served, or a storage of its own.
 *
 * <p>A wrong password takes the same work whoever the user is, and there are no more comparisons at once than processors. Closing
 * closes the filesystems, not what is served. Safe for use by many threads.
 */
public final class UsersFileAuthenticator implements Authenticator, Closeable {

    private static final String ANONYMOUS = "anonymous";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WatchedUsersFile file;
    private final Homes homes;
    private final PasswordCheck passwords;

    private UsersFileAuthenticator(WatchedUsersFile file, Homes homes, PasswordCheck passwords) {
        this.file = file;
        this.homes = homes;
        this.passwords = passwords;
    }

    /**
     * Lets the users of a file in.
     *
     * @param served what homes that are paths are in; borrowed
     * @throws UsersFileException if the file makes no sense
     * @throws IOException if it cannot be read
     */
    public static UsersFileAuthenticator open(Path file, FileSystem served) throws IOException {
        return open(file, served, Backends::open, users -> {});
    }

    /**
     * Lets the users of a file in.
     *
     * @param served what homes that are paths are in; borrowed
     * @param storages what opens homes that are URLs
     * @param check looks at the file each time it was read, and throws {@link IllegalArgumentException} where it must not hold
     * @throws IllegalArgumentException if the file makes no sense
     * @throws IOException if it cannot be read
     */
    public static UsersFileAuthenticator open(
            Path file, FileSystem served, StorageOpener storages, Consumer<UsersFile> check) throws IOException {
        return open(file, served, storages, check, cost -> {});
    }

    static UsersFileAuthenticator open(
            Path file, FileSystem served, StorageOpener storages, Consumer<UsersFile> check, Consumer<Cost> observer)
            throws IOException {
        return new UsersFileAuthenticator(
                new WatchedUsersFile(file, check, Clock.systemUTC()),
                new Homes(served, storages),
                new PasswordCheck(Runtime.getRuntime().availableProcessors(), PATIENCE, observer));
    }

    @Override
    public @Nullable Account authenticate(LoginAttempt attempt) throws IOException {
        Admitted admitted = admitted(attempt);
        if (admitted == null) {
            return null;
        }
        Homes.Lease home = homes.lease(admitted.name(), admitted.profile());
        return new Account(
                admitted.name(), home.fileSystem(), admitted.profile().limits(), home.end());
    }

    @Override
    public boolean accepts(LoginAttempt attempt) throws IOException {
        return admitted(attempt) != null;
    }

    /**
     * Ends the sessions of users who are taken out of the file, or who could no longer log in by that protocol or from there. What
     * they upload comes to its end as the service's {@link io.anyfs.expose.UploadPolicy} says. A new password, key, home or limit
     * does not end a session.
     *
     * @param service what this lets users into
     * @param interval how long after a change, at most, that begins; more than zero
     * @return ends no more sessions once it is closed
     */
    public Closeable endRevoked(FileService service, Duration interval) {
        return RevokedSessions.endOf(service, this::mayStay, interval);
    }

    /** How many users' filesystems are open now. */
    public int openHomes() {
        return homes.count();
    }

    @Override
    public void close() throws IOException {
        homes.close();
    }

    private record Admitted(String name, UserProfile profile) {}

    private @Nullable Admitted admitted(LoginAttempt attempt) throws IOException {
        WatchedUsersFile.Known known = file.current();
        UsersFile users = known.users();
        UserProfile nobody = users.anonymous();
        UserEntry user = users.users().get(attempt.user());
        Admitted admitted;
        if (nobody != null && isAnonymous(attempt)) {
            admitted = attempt.credential() instanceof Credential.Password ? new Admitted(ANONYMOUS, nobody) : null;
        } else {
            admitted = proved(attempt.credential(), user, known.passwordWork()) && user != null
                    ? new Admitted(user.name(), user.profile())
                    : null;
        }
        return admitted != null
                        && allows(
                                admitted.profile(),
                                attempt.protocol(),
                                attempt.from().getAddress())
                ? admitted
                : null;
    }

    private boolean mayStay(Session session) {
        UsersFile users = file.current().users();
        UserEntry user = users.users().get(session.user());
        UserProfile profile = user == null ? null : user.profile();
        if (session.user().equals(ANONYMOUS)) {
            profile = users.anonymous();
        }
        return profile != null
                && allows(profile, session.protocol(), session.from().getAddress());
    }

    private static boolean isAnonymous(LoginAttempt attempt) {
        return attempt.user().equals(ANONYMOUS)
                || (attempt.protocol() != Protocol.SFTP && UsersFileReader.ANONYMOUS_NAMES.contains(attempt.user()));
    }

    private boolean proved(Credential credential, @Nullable UserEntry user, Map<Cost, Integer> work)
            throws IOException {
        if (credential instanceof Credential.Password password) {
            List<PasswordHash> hashes = user == null ? List.of() : user.passwords();
            return passwords.matches(password.secret(), hashes, work);
        }
        if (user == null) {
            return false;
        }
        return credential instanceof Credential.CertifiedKey certificate
                ? user.isOpenedBy(certificate)
                : credential instanceof Credential.Key key
                        && user.keys().stream().anyMatch(allowed -> allowed.isKey(key.key()));
    }

    private static boolean allows(UserProfile profile, Protocol protocol, InetAddress from) {
        return profile.protocols().contains(protocol)
                && (profile.networks().isEmpty()
                        || profile.networks().stream().anyMatch(network -> network.contains(from)));
    }
}
