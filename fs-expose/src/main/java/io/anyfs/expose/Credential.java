package io.anyfs.expose;

import java.security.PublicKey;

/** What a client shows to prove who it is. Never printed. */
public sealed interface Credential {

    /** A password. */
    record Password(String secret) implements Credential {
        @Override
        public String toString() {
            return "password";
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
