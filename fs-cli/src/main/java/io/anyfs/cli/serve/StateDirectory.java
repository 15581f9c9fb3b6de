package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where the user's servers keep what has to outlive them: {@code $XDG_STATE_HOME/anyfs}, or {@code ~/.local/state/anyfs}, as
 * the XDG Base Directory Specification says. Readable by the user only.
 *
 * @param path where it is; it need not exist
 */
public record StateDirectory(Path path) {

    /** That of the user. A relative {@code XDG_STATE_HOME} is ignored, as the specification demands. */
    public static StateDirectory of(Map<String, String> variables) {
        String xdg = variables.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "/")));
        Path base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local/state");
        return new StateDirectory(base.resolve("anyfs"));
    }

    Path hostKey() {
        return path.resolve("host_key");
    }

    Path password() {
        return path.resolve("password");
    }

    Path certificate() {
        return path.resolve("tls.pem");
    }

    /** Creates the directory if it is missing. */
    public void create() throws CommandException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (Files.notExists(path)) {
                Files.createDirectories(path, ownerOnly("rwx------"));
            }
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.DENIED,
                    "cannot create " + path + " (" + failure.getMessage()
                            + "); set XDG_STATE_HOME to a directory of yours, or name --host-key and --password-file",
                    failure);
        }
    }

    /** Permissions to create with; none where the system has no such thing. */
    public static FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
