package io.anyfs.cli.serve;

import io.anyfs.FileSystem;
import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import io.anyfs.cli.command.UsageException;
import io.anyfs.expose.SingleUser;
import io.anyfs.expose.sftp.AuthorizedKeys;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may log in.
 *
 * @param user the name
 * @param password where the password is; {@code null} for keys only
 * @param origin whose idea the password was
 * @param keys the public keys that may log in over SFTP
 * @param authorities whose certificates for this name may log in over SFTP
 */
record Login(
        String user, @Nullable Password password, Origin origin, List<PublicKey> keys, List<PublicKey> authorities) {

    Login(String user, @Nullable Password password, Origin origin, List<PublicKey> keys) {
        this(user, password, origin, keys, List.of());
    }

    /** Whose idea a password was. */
    enum Origin {
        /** The operator's, who has it. */
        GIVEN,
        /** Ours, so that the operator has to be told. */
        GENERATED
    }

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s:@,/]{1,255}");

    /** Checks the name: clients cannot say others on their command lines. */
    static String requireName(String user) {
        if (!NAME.matcher(user).matches()) {
            throw new UsageException("'" + user + "' is no user name; leave out spaces and the characters : @ , /");
        }
        return user;
    }

    static List<PublicKey> readKeys(Path file) throws CommandException {
        List<PublicKey> keys;
        try {
            keys = AuthorizedKeys.in(file);
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND, "there is no file " + file + "; put public keys into it, one a line", missing);
        } catch (IOException unreadable) {
            throw new CommandException(ExitCode.USAGE, String.valueOf(unreadable.getMessage()), unreadable);
        }
        if (keys.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, file + " holds no key; put public keys into it, one a line");
        }
        return keys;
    }

    SingleUser to(FileSystem fileSystem) throws CommandException {
        return new SingleUser(user, password == null ? null : password.read(), keys, authorities, fileSystem);
    }
}
