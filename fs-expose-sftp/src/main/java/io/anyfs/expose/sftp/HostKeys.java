package io.anyfs.expose.sftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.keyprovider.HostKeyCertificateProvider;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * The keys by which clients know a server, one of a type, and what authorities say of them. Which is used is up to the client.
 *
 * @param keys one or more; the first is the one to show
 */
record HostKeys(List<HostKey> keys, List<OpenSshCertificate> certificates) {

    /** Copies the lists. */
    HostKeys {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads the keys, and creates the files that are missing; without files one key that is forgotten at the end.
     *
     * @throws IOException if a file cannot be used, two keys are of one type, or a certificate is not for one of the keys
     */
    static HostKeys in(List<Path> keyFiles, List<Path> certificateFiles) throws IOException {
        List<HostKey> keys = new ArrayList<>();
        for (Path file : keyFiles) {
            HostKey key = HostKey.in(file);
            for (HostKey other : keys) {
                if (other.type().equals(key.type())) {
                    throw new IOException(file + ": a second host key of type " + key.type());
                }
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            keys.add(HostKey.ephemeral());
        }
        List<OpenSshCertificate> certificates = new ArrayList<>();
        for (Path file : certificateFiles) {
            certificates.add(certificate(file, keys));
        }
        return new HostKeys(keys, certificates);
    }

    KeyPairProvider provider() {
        return KeyPairProvider.wrap(keys.stream().map(HostKey::pair).toList());
    }

    HostKeyCertificateProvider certificateProvider() {
        return session -> certificates;
    }

    /** As ssh prints it, of the first key. */
    String fingerprint() {
        return keys.get(0).fingerprint();
    }

    /** The lines of {@code known_hosts} for a server at this address. */
    List<String> knownHostsLines(InetSocketAddress server) {
        return keys.stream().map(key -> key.knownHostsLine(server)).toList();
    }

    private static OpenSshCertificate certificate(Path file, List<HostKey> keys) throws IOException {
        OpenSshCertificate certificate = Certificates.in(file);
        if (certificate.getType() != OpenSshCertificate.Type.HOST) {
            throw new IOException(file + ": not the certificate of a host");
        }
        for (HostKey key : keys) {
            if (KeyUtils.compareKeys(certificate.getCertPubKey(), key.pair().getPublic())) {
                return certificate;
            }
        }
        throw new IOException(file + ": not the certificate of one of the host keys");
    }
}
