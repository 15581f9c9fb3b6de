package io.anyfs.expose.sftp;

import io.anyfs.expose.Credential;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** What a user's certificate proves: OpenSSH's PROTOCOL.certkeys. */
final class UserCertificate {

    /** The one forced command that is obeyed: it leaves SFTP and nothing else. */
    private static final String SFTP_ONLY = "internal-sftp";

    private UserCertificate() {}

    /** The credential that a key is, or that its certificate is. */
    static Credential credential(PublicKey key) {
        if (key instanceof OpenSshCertificate certificate) {
            return new Credential.CertifiedKey(
                    certificate.getCaPubKey(), Set.copyOf(certificate.getPrincipals()), certificate.getId());
        }
        return new Credential.Key(key);
    }

    /** Whether it allows SFTP only, and no other command. */
    static boolean isForSftpOnly(PublicKey key) {
        return key instanceof OpenSshCertificate certificate
                && certificate.getCriticalOptionsMap().containsKey(OpenSshCertificate.FORCE_COMMAND);
    }

    /**
     * Checks that all critical options can be obeyed here, except {@code source-address}, which is the transport's to check.
     *
     * @throws CertificateException if one cannot
     */
    static void requireObeyable(OpenSshCertificate certificate) throws CertificateException {
        for (Map.Entry<String, String> option :
                certificate.getCriticalOptionsMap().entrySet()) {
            switch (option.getKey()) {
                case OpenSshCertificate.SOURCE_ADDRESS -> {}
                case OpenSshCertificate.FORCE_COMMAND -> {
                    if (!option.getValue().equals(SFTP_ONLY)) {
                        throw new CertificateException("a forced command that is not " + SFTP_ONLY);
                    }
                }
                default -> throw new CertificateException("the critical option " + ShownText.of(option.getKey()));
            }
        }
    }
}
