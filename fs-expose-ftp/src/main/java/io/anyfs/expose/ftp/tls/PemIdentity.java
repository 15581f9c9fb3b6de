package io.anyfs.expose.ftp.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its key in PEM files. The key may be in PKCS#8, PKCS#1 or SEC1, encrypted or not, and in the file of the
 * certificate. Files that are replaced, as certbot does, are noticed within about a second and hold for new connections; if
 * the new ones cannot be used, that is logged and the old ones stay. Safe for use by many threads.
 */
public final class PemIdentity implements TlsIdentitySource {

    private static final Logger LOG = LoggerFactory.getLogger(PemIdentity.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path certificates;
    private final Path key;
    private final @Nullable String password;

    // ---- guarded by this
    private TlsIdentity identity;
    private Stamp stamp;
    private long looked = System.nanoTime();

    private PemIdentity(Path certificates, Path key, @Nullable String password) throws IOException {
        this.certificates = certificates;
        this.key = key;
        this.password = password;
        // Before reading: a change in between is then noticed the next time.
        this.stamp = stamp();
        this.identity = read();
    }

    /**
     * Reads and checks the files.
     *
     * @param certificates the server's certificate, followed by those of its issuers
     * @param key its private key; may be the same file
     * @param password of the key; {@code null} if it is not encrypted
     * @throws InvalidIdentityException if they cannot be used: missing, broken, expired, in the wrong order, or the key does
     *     not belong to the certificate
     */
    public static PemIdentity of(Path certificates, Path key, @Nullable String password) throws IOException {
        return new PemIdentity(certificates, key, password);
    }

    /** The certificates in a PEM file, such as those of authorities that clients' certificates have to come from. */
    public static List<X509Certificate> certificatesIn(Path file) throws IOException {
        return new PemFile(file).certificates();
    }

    @Override
    public synchronized TlsIdentity current() {
        long now = System.nanoTime();
        if (now - looked >= LOOK_AGAIN_NANOS) {
            looked = now;
            Stamp seen = stamp();
            if (!seen.equals(stamp)) {
                stamp = seen;
                renew();
            }
        }
        return identity;
    }

    private void renew() {
        try {
            identity = read();
            LOG.info("the certificate was renewed: {}", identity);
        } catch (IOException unusable) {
            LOG.warn("the certificate was changed, but the old one stays: {}", unusable.getMessage());
        }
    }

    private TlsIdentity read() throws IOException {
        TlsIdentity read =
                new TlsIdentity(new PemFile(key).privateKey(password), new PemFile(certificates).certificates());
        requireOwnKey(read);
        requireOrder(read.chain());
        requireValid(read.certificate());
        return read;
    }

    private void requireOwnKey(TlsIdentity read) throws InvalidIdentityException {
        List<X509Certificate> chain = read.chain();
        for (int i = 0; i < chain.size(); i++) {
            if (belongTogether(read.key(), chain.get(i).getPublicKey())) {
                if (i > 0) {
                    throw new InvalidIdentityException("the key is that of certificate " + (i + 1) + " in "
                            + certificates + "; put that first, then the one of its issuer, and so on");
                }
                return;
            }
        }
        throw new InvalidIdentityException("the key in " + key + " is not that of the certificate in " + certificates
                + " (" + read.certificate().getSubjectX500Principal() + "); name the two that belong together");
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private void requireOrder(List<X509Certificate> chain) throws InvalidIdentityException {
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException other) {
                throw new InvalidIdentityException(
                        "certificate " + (i + 1) + " in " + certificates + " ("
                                + chain.get(i).getSubjectX500Principal() + ") is not that of the issuer of certificate "
                                + i + " (" + chain.get(i - 1).getIssuerX500Principal()
                                + "); the order is the server's own, its issuer's, the issuer's issuer's",
                        other);
            }
        }
    }

    private void requireValid(X509Certificate certificate) throws InvalidIdentityException {
        Instant now = Instant.now();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            throw new InvalidIdentityException(
                    "the certificate in " + certificates + " expired at " + to + "; renew it");
        } else if (now.isBefore(from)) {
            throw new InvalidIdentityException("the certificate in " + certificates + " is valid from " + from
                    + " on only; look whether the clock is right");
        }
    }

    private Stamp stamp() {
        return new Stamp(FileStamp.of(certificates), FileStamp.of(key));
    }

    private record Stamp(FileStamp certificates, FileStamp key) {}

    /** What tells that a file was replaced or written. */
    private record FileStamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object fileKey) {
        static FileStamp of(Path file) {
            try {
                var facts = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
                return new FileStamp(facts.lastModifiedTime(), facts.size(), facts.fileKey());
            } catch (IOException missing) {
                return new FileStamp(null, -1, null);
            }
        }
    }
}
