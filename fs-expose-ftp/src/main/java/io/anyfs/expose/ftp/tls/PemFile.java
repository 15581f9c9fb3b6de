package io.anyfs.expose.ftp.tls;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys as openssl and certbot write them (RFC 7468, and the older forms of keys). */
final class PemFile {

    private final Path path;

    PemFile(Path path) {
        this.path = path;
    }

    /**
     * All certificates in the file, in its order.
     *
     * @throws InvalidIdentityException if there is none, or the file cannot be read
     */
    List<X509Certificate> certificates() throws InvalidIdentityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Object entry : entries()) {
            if (entry instanceof X509CertificateHolder holder) {
                try {
                    found.add(new JcaX509CertificateConverter().getCertificate(holder));
                } catch (CertificateException broken) {
                    throw new InvalidIdentityException(
                            path + ": certificate " + (found.size() + 1) + " is broken: " + broken.getMessage(),
                            broken);
                }
            }
        }
        if (found.isEmpty()) {
            throw new InvalidIdentityException(
                    path + " holds no certificate; it needs a block that begins with -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    /**
     * The first private key in the file.
     *
     * @param password of an encrypted key; {@code null} if none was given
     * @throws InvalidIdentityException if there is none, or it cannot be read
     */
    PrivateKey privateKey(@Nullable String password) throws InvalidIdentityException {
        for (Object entry : entries()) {
            PrivateKeyInfo key = keyIn(entry, password);
            if (key != null) {
                return ofThePlatform(key);
            }
        }
        throw new InvalidIdentityException(
                path + " holds no private key; it needs a block that begins with -----BEGIN PRIVATE KEY-----");
    }

    /**
     * Bouncy Castle, which an SFTP server in the same process registers, answers for keys of elliptic curves then, and calls them
     * ECDSA. The certificate says EC, and the platform's TLS takes a key only if both are called the same.
     */
    private PrivateKey ofThePlatform(PrivateKeyInfo info) throws InvalidIdentityException {
        try {
            PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
            return key.getAlgorithm().equals("ECDSA")
                    ? KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()))
                    : key;
        } catch (IOException | GeneralSecurityException unknown) {
            throw new InvalidIdentityException(
                    path + " holds a key of a kind that is not known: " + unknown.getMessage(), unknown);
        }
    }

    private @Nullable PrivateKeyInfo keyIn(Object entry, @Nullable String password) throws InvalidIdentityException {
        if (entry instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        } else if (entry instanceof PrivateKeyInfo plain) {
            return plain;
        }
        boolean encrypted = entry instanceof PEMEncryptedKeyPair || entry instanceof PKCS8EncryptedPrivateKeyInfo;
        if (!encrypted) {
            return null;
        }
        if (password == null) {
            throw new InvalidIdentityException(path + " is encrypted, and no password for it was given");
        }
        try {
            return entry instanceof PEMEncryptedKeyPair old
                    ? old.decryptKeyPair(new BcPEMDecryptorProvider(password.toCharArray()))
                            .getPrivateKeyInfo()
                    : ((PKCS8EncryptedPrivateKeyInfo) entry)
                            .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(password.toCharArray()));
        } catch (IOException | PKCSException | OperatorCreationException wrong) {
            throw new InvalidIdentityException(path + " cannot be decrypted; the password may be wrong", wrong);
        }
    }

    private List<Object> entries() throws InvalidIdentityException {
        List<Object> entries = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(path);
                PEMParser parser = new PEMParser(text)) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                entries.add(entry);
            }
            return entries;
        } catch (NoSuchFileException missing) {
            throw new InvalidIdentityException("there is no file " + path, missing);
        } catch (IOException | RuntimeException broken) {
            throw new InvalidIdentityException("cannot read " + path + ": " + broken.getMessage(), broken);
        }
    }
}
