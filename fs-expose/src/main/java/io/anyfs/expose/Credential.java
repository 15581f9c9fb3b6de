package io.anyfs.expose;

import java.security.PublicKey;
import java.security.cert.X509Certificate;

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
}
