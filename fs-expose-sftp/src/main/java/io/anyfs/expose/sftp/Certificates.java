package io.anyfs.expose.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** Reads OpenSSH certificates, as {@code ssh-keygen -s} writes them. */
final class Certificates {

    private Certificates() {}

    static OpenSshCertificate in(Path file) throws IOException {
        PublicKey key;
        try {
            String line = Files.readString(file, StandardCharsets.UTF_8).strip();
            key = PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw new IOException(file + ": not a certificate", failure);
        }
        if (key instanceof OpenSshCertificate certificate) {
            return certificate;
        }
        throw new IOException(file + ": a key and not a certificate");
    }
}
