package io.anyfs.expose.ftp.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate that no authority has signed. Clients are told its fingerprint in another way, or trust it when they see it
 * first.
 */
public final class SelfSignedIdentity {

    private static final Period VALID = Period.ofYears(10);
    private static final int SERIAL_BITS = 127;

    private SelfSignedIdentity() {}

    /**
     * The identity in a file, created with a new EC P-256 key if it is missing, readable by its owner only.
     *
     * @param file holds key and certificate; its directory exists
     * @param host the name that the certificate is for, besides localhost
     */
    public static PemIdentity in(Path file, String host) throws IOException {
        if (Files.notExists(file)) {
            create(file, host);
        }
        return PemIdentity.of(file, file, null);
    }

    private static void create(Path file, String host) throws IOException {
        String pem;
        try {
            pem = pem(host);
        } catch (GeneralSecurityException | OperatorCreationException failure) {
            throw new IOException("no certificate could be made", failure);
        }
        Path directory = file.toAbsolutePath().getParent();
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        // Under another name first: of two servers that start at once, one wins, and nobody reads half a key.
        Path whole = Files.createTempFile(directory, ".certificate", "", ownerOnly);
        try {
            Files.writeString(whole, pem);
            try {
                Files.createLink(file, whole);
            } catch (FileAlreadyExistsException raced) {
                // The other one's is as good.
            } catch (UnsupportedOperationException noLinks) {
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static String pem(String host) throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=anyfs");
        // Yesterday, for clients whose clock is behind.
        Instant from = Instant.now().minus(Period.ofDays(1));
        Instant to = from.atZone(ZoneOffset.UTC).plus(VALID).toInstant();
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, new SecureRandom()),
                        Date.from(from),
                        Date.from(to),
                        name,
                        pair.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, host),
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                    new GeneralName(GeneralName.iPAddress, "::1")
                }))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(new JcaPKCS8Generator(pair.getPrivate(), null));
            pem.writeObject(certificate);
        }
        return text.toString();
    }
}
