package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may log in, on the command line of a server. */
final class UserOptions {

    private static final String DEFAULT_USER = "anyfs";

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The users of this file may log in, each to the home and with the permissions that it says."
                    + " 'anyfs user' looks after it; changes hold without a restart.")
    private @Nullable Path usersFile;

    @Option(names = "--user", paramLabel = "NAME", description = "Who may log in; anyfs if not given.")
    private String user = DEFAULT_USER;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password is the first line of this file.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--authorized-keys",
            paramLabel = "FILE",
            description = "Who has one of these keys may log in over SFTP. The format is that of OpenSSH.")
    private @Nullable Path authorizedKeys;

    @Option(
            names = "--trusted-user-ca",
            paramLabel = "FILE",
            description = "Who has a certificate for the user's name of one of these authorities may log in over SFTP."
                    + " The format is that of OpenSSH's TrustedUserCAKeys.")
    private @Nullable Path authorities;

    /** Refuses what makes no sense by itself. */
    void check() {
        Login.requireName(user);
        if (usersFile != null && namesOne()) {
            throw new UsageException(
                    usersFile + " says who may log in; leave out --user, --password-file, --authorized-keys and"
                            + " --trusted-user-ca");
        }
    }

    /** A spec that names its users leaves none to the command line. */
    void requireNobody(@Nullable Path specFile, @Nullable Logins named) {
        if (named != null && (usersFile != null || namesOne())) {
            throw new UsageException(specFile + " says who may log in; leave out "
                    + (usersFile != null
                            ? "--users, or users: in the spec"
                            : "--user, --password-file, --authorized-keys and --trusted-user-ca"));
        }
    }

    private boolean namesOne() {
        return passwordFile != null || authorizedKeys != null || authorities != null || !user.equals(DEFAULT_USER);
    }

    /** Whether a password is generated and kept with the state of servers. */
    boolean usesState() {
        return usersFile == null && passwordFile == null;
    }

    /** The files that nobody may fetch. */
    List<Path> secrets(Path workingDirectory) {
        List<Path> secrets = new ArrayList<>();
        if (usersFile != null) {
            secrets.add(workingDirectory.resolve(usersFile));
        }
        if (passwordFile != null) {
            secrets.add(workingDirectory.resolve(passwordFile));
        }
        return secrets;
    }

    /**
     * Those who may log in.
     *
     * @param withFtp whether keys alone would leave somebody out
     * @param readers told of files that others can read
     */
    Logins logins(Path workingDirectory, StateDirectory state, boolean withFtp, Readers readers)
            throws CommandException, IOException {
        if (usersFile != null) {
            Path file = workingDirectory.resolve(usersFile);
            readers.remark(new PasswordFile(file), usersFile);
            return ListedUsers.read(file);
        }
        List<PublicKey> keys =
                authorizedKeys == null ? List.of() : Login.readKeys(workingDirectory.resolve(authorizedKeys));
        List<PublicKey> trusted =
                authorities == null ? List.of() : Login.readKeys(workingDirectory.resolve(authorities));
        if (passwordFile != null) {
            PasswordFile given = new PasswordFile(workingDirectory.resolve(passwordFile));
            readers.remark(given, passwordFile);
            return NamedUsers.of(new Login(user, given, Login.Origin.GIVEN, keys, trusted));
        }
        if (!(keys.isEmpty() && trusted.isEmpty()) && !withFtp) {
            return NamedUsers.of(new Login(user, null, Login.Origin.GIVEN, keys, trusted));
        }
        PasswordFile generated = new PasswordFile(state.password());
        generated.generateIfMissing();
        return NamedUsers.of(new Login(user, generated, Login.Origin.GENERATED, keys, trusted));
    }

    /** Who is told that others can read a file. */
    @FunctionalInterface
    interface Readers {
        void remark(PasswordFile file, Path asNamed);
    }
}
