package io.anyfs.expose.ftp.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemIdentityTest {

    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path directory;

    private static KeyPair newKey(String algorithm) throws Exception {
        return generator(algorithm).generateKeyPair();
    }

    private static KeyPairGenerator generator(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(256);
        }
        return generator;
    }

    /** @param ends when it ends, from now */
    private static X509CertificateHolder certificate(
            String subject, KeyPair of, String issuer, KeyPair signing, Duration ends) throws Exception {
        Instant now = Instant.now();
        String algorithm = signing.getPrivate().getAlgorithm();
        String signature = switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        return new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.ONE,
                        Date.from(now.minus(YEAR.multipliedBy(2))),
                        Date.from(now.plus(ends)),
                        new X500Name("CN=" + subject),
                        of.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(signing.getPrivate()));
    }

    private Path write(String name, Object... entries) throws IOException {
        Path file = directory.resolve(name);
        try (JcaPEMWriter pem = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            for (Object entry : entries) {
                pem.writeObject(entry);
            }
        }
        return file;
    }

    /** PKCS#1, or SEC1 with the curve in it, as openssl writes it. */
    private static Object oldForm(PrivateKey key) throws IOException {
        if (!key.getAlgorithm().equals("EC")) {
            return key;
        }
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        ECPrivateKey bare = ECPrivateKey.getInstance(info.parsePrivateKey());
        ECPrivateKey whole = new ECPrivateKey(
                256, bare.getKey(), info.getPrivateKeyAlgorithm().getParameters());
        return new PemObject("EC PRIVATE KEY", whole.getEncoded());
    }

    private static String refusal(Path certificates, Path key) {
        return String.valueOf(
                assertThrows(InvalidIdentityException.class, () -> PemIdentity.of(certificates, key, null))
                        .getMessage());
    }

    /** An SFTP server in the same process registers it; TLS finds no key that is called ECDSA. */
    @Test
    void a_key_keeps_the_platforms_name_where_bouncy_castle_is_registered() throws Exception {
        KeyPair pair = newKey("EC");
        Path certificates = write("cert.pem", certificate("a", pair, "a", pair, YEAR));
        Path key = write("key.pem", oldForm(pair.getPrivate()));
        boolean added = Security.addProvider(new BouncyCastleProvider()) >= 0;
        try {
            assertEquals(
                    "EC",
                    PemIdentity.of(certificates, key, null).current().key().getAlgorithm());
        } finally {
            if (added) {
                Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA,old", "RSA,pkcs8", "EC,old", "EC,pkcs8", "Ed25519,pkcs8"})
    void keys_are_read_in_the_forms_that_are_in_use(String algorithm, String form) throws Exception {
        KeyPair pair = newKey(algorithm);
        Path certificates = write("cert.pem", certificate("a", pair, "a", pair, YEAR));
        Path key = form.equals("old")
                ? write("key.pem", oldForm(pair.getPrivate()))
                : write("key.pem", new JcaPKCS8Generator(pair.getPrivate(), null));
        TlsIdentity identity = PemIdentity.of(certificates, key, null).current();
        // That it is the key of the certificate has been checked: the same key can be encoded in several ways.
        assertEquals(pair.getPrivate().getAlgorithm(), identity.key().getAlgorithm());
        assertEquals("CN=a", identity.certificate().getSubjectX500Principal().getName());
        assertFalse(identity.toString().contains(pair.getPrivate().toString()));
    }

    @Test
    void encrypted_keys_need_their_password() throws Exception {
        KeyPair pair = newKey("RSA");
        Path certificates = write("cert.pem", certificate("a", pair, "a", pair, YEAR));
        Path pkcs8 = write(
                "pkcs8.pem",
                new JcaPKCS8Generator(
                        pair.getPrivate(),
                        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                .setPassword("secret".toCharArray())
                                .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                                .build()));
        Path old = directory.resolve("old.pem");
        try (JcaPEMWriter pem = new JcaPEMWriter(Files.newBufferedWriter(old))) {
            pem.writeObject(
                    pair.getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                            .build("secret".toCharArray()));
        }
        for (Path key : new Path[] {pkcs8, old}) {
            assertEquals(
                    pair.getPrivate(),
                    PemIdentity.of(certificates, key, "secret").current().key());
            assertTrue(refusal(certificates, key).contains("is encrypted, and no password"));
            String wrong = String.valueOf(
                    assertThrows(InvalidIdentityException.class, () -> PemIdentity.of(certificates, key, "wrong"))
                            .getMessage());
            assertTrue(wrong.contains("the password may be wrong"), wrong);
        }
    }

    @Test
    void what_cannot_work_is_refused_with_what_to_do() throws Exception {
        KeyPair root = newKey("EC");
        KeyPair middle = newKey("EC");
        KeyPair own = newKey("EC");
        X509CertificateHolder leaf = certificate("leaf", own, "middle", middle, YEAR);
        X509CertificateHolder above = certificate("middle", middle, "root", root, YEAR);
        X509CertificateHolder top = certificate("root", root, "root", root, YEAR);
        Path key = write("key.pem", oldForm(own.getPrivate()));

        assertEquals(
                3,
                PemIdentity.of(write("good.pem", leaf, above, top), key, null)
                        .current()
                        .chain()
                        .size());
        assertTrue(refusal(write("order.pem", above, leaf), key).contains("certificate 2"), "leaf first");
        assertTrue(refusal(write("gap.pem", leaf, top), key).contains("is not that of the issuer"));
        assertTrue(refusal(write("other.pem", above), key).contains("name the two that belong together"));
        Path old = write("old.pem", certificate("leaf", own, "middle", middle, YEAR.negated()));
        assertTrue(refusal(old, key).contains("expired at"));
        assertTrue(refusal(key, key).contains("holds no certificate"));
        assertTrue(refusal(old, old).contains("holds no private key"));
        assertTrue(refusal(directory.resolve("missing.pem"), key).contains("there is no file"));
        Path broken = Files.writeString(directory.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nnothing\n");
        assertTrue(refusal(broken, key).contains("broken.pem"));
    }

    @Test
    void a_certificate_that_was_renewed_holds_from_then_on_and_a_broken_one_does_not() throws Exception {
        Path live = directory.resolve("live.pem");
        PemIdentity identity = SelfSignedIdentity.in(live, "host");
        String first = identity.current().fingerprint();
        Path next = directory.resolve("next.pem");
        String second = SelfSignedIdentity.in(next, "host").current().fingerprint();
        assertNotEquals(first, second);

        Files.move(next, live, StandardCopyOption.REPLACE_EXISTING);
        Eventually.holds(
                "the new one is shown", () -> identity.current().fingerprint().equals(second));
        Files.writeString(live, "nothing of use");
        Eventually.holds(
                "it was looked at again", () -> identity.current().fingerprint().equals(second));
    }

    @Test
    void a_certificate_of_our_own_is_made_once_and_for_its_owner_only() throws IOException {
        Path file = directory.resolve("own.pem");
        String first = SelfSignedIdentity.in(file, "host").current().fingerprint();
        assertEquals(first, SelfSignedIdentity.in(file, "host").current().fingerprint());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(32 * 3 - 1, first.length());
    }
}
