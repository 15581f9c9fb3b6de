package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Set;

/**
 * A password in a file: its first line, in UTF-8. Passwords are in files because others can read command lines and
 * environments.
 *
 * @param path where it is
 */
public record PasswordFile(Path path) implements Password {

    /** Without those that look alike. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    /** 20 of 32 letters are 100 bits. */
    private static final int LENGTH = 20;

    @Override
    public String read() throws CommandException {
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            String password = lines.readLine();
            if (password == null || password.isEmpty()) {
                throw new CommandException(ExitCode.USAGE, path + " is empty; write the password into its first line");
            }
            return password;
        } catch (NoSuchFileException missing) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "there is no password file " + path + "; create it with the password in it",
                    missing);
        } catch (CharacterCodingException other) {
            throw new CommandException(ExitCode.USAGE, path + " is not in UTF-8; write the password in UTF-8", other);
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.DENIED, "cannot read the password file " + path + ": " + failure, failure);
        }
    }

    /** A password that nobody guesses. */
    public static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /** The password, or a remark if it cannot be had any more. */
    String readQuietly() {
        try {
            return read();
        } catch (CommandException gone) {
            return "(" + gone.getMessage() + ")";
        }
    }

    /** Whether other users of this machine can read it. */
    boolean isReadableByOthers() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** Creates the file, for its owner only, with a random password, unless it exists. */
    void generateIfMissing() throws IOException {
        if (Files.exists(path)) {
            return;
        }
        // Under another name first: nobody should read half a password, and of two servers that start at once one wins.
        Path whole = Files.createTempFile(path.getParent(), ".password", "", StateDirectory.ownerOnly("rw-------"));
        try {
            Files.writeString(whole, random() + "\n");
            Files.createLink(path, whole);
        } catch (FileAlreadyExistsException raced) {
            // The other one's password is as good.
        } catch (UnsupportedOperationException noLinks) {
            Files.move(whole, path);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
