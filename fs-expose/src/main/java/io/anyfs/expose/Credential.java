package io.anyfs.expose;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Set;

/** What a client shows to prove who it is. Never printed. */
public sealed interface Credential {

    /** A password. */
    record Password(String secret) implements Credential {
        @Override
        public String toString() {
            return "password";
        }
    }

    /**
     * A certificate whose owner has signed the connection, which an authority that the operator trusts has issued, and which
     * the operator lets stand for the password of the user named.
     */
    record Certificate(X509Certificate certificate) implements Credential {
        @Override
        public String toString() {
            return "certificate of " + certificate.getSubjectX500Principal();
        }
    }

    /** A public key whose private half has signed, or is about to sign, the session. */
    record Key(PublicKey key) implements Credential {
        @Override
        public String toString() {
            return key.getAlgorithm() + " key";
        }
    }

    /**
     * A certificate whose key has signed, or is about to sign, the session. The protocol has checked that it is genuine, valid
     * now and from there, and that it leaves nothing to be obeyed that is not; whether its authority is trusted is up to
     * whoever is asked, and whether it is for the user too.
     *
     * @param authority who signed the certificate
     * @param principals the users it is for; it is for nobody if there are none
     * @param keyId what the authority calls it, for the log
     */
    record CertifiedKey(PublicKey authority, Set<String> principals, String keyId) implements Credential {

        /** Copies the principals. */
        public CertifiedKey {
            principals = Set.copyOf(principals);
        }

        @Override
        public String toString() {
            return "certified key";
        }
    }
}
