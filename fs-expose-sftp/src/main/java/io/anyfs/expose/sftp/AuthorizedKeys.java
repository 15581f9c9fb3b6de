package io.anyfs.expose.sftp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** Reads a file of public keys in the format of OpenSSH's {@code authorized_keys}. */
public final class AuthorizedKeys {

    private AuthorizedKeys() {}

    /**
     * The keys of a file.
     *
     * @throws IOException if it cannot be read, or a line is not a key that can log in here, or carries options: an option
     *     restricts the key, and one that is not obeyed must not pass
     */
    public static List<PublicKey> in(Path file) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            String line;
            while ((line = lines.readLine()) != null) {
                number++;
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    keys.add(key(text, file + ", line " + number));
                }
            }
        }
        return keys;
    }

    private static PublicKey key(String line, String where) throws IOException {
        AuthorizedKeyEntry entry;
        PublicKey key;
        try {
            entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
            key = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (IOException | GeneralSecurityException | RuntimeException failure) {
            throw new IOException(where + ": not a public key", failure);
        }
        if (!entry.getLoginOptions().isEmpty()) {
            throw new IOException(where + ": options before a key are not supported");
        }
        if (key.getEncoded() == null) {
            throw new IOException(where + ": keys of type " + entry.getKeyType() + " are not supported");
        }
        return key;
    }
}
