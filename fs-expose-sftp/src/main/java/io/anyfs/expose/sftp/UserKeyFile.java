package io.anyfs.expose.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** Makes keys for users, as {@code ssh-keygen -t ed25519 -N ''} does. */
public final class UserKeyFile {

    private UserKeyFile() {}

    /**
     * Creates an Ed25519 key without a passphrase in OpenSSH's format, which only its owner may read, and beside it, with
     * {@code .pub} behind its name, the public key as a line of {@code authorized_keys}.
     *
     * @return the file of the public key
     * @throws FileAlreadyExistsException if one of the files exists
     */
    public static Path create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        HostKey key = HostKey.in(file);
        Path publicKey = file.resolveSibling(file.getFileName() + ".pub");
        return Files.writeString(
                publicKey,
                PublicKeyEntry.toString(key.pair().getPublic()) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW);
    }
}
