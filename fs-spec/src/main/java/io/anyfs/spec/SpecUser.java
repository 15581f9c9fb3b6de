package io.anyfs.spec;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may log in to a server of the spec. At least one way to log in has to be given.
 *
 * @param password where the password is: {@code env:NAME}, {@code file:PATH} or {@code value:TEXT}; {@code null} if none opens
 * @param keys a file of public keys as OpenSSH's {@code authorized_keys} has them; {@code null} if none opens
 * @param root what the user sees; {@code null} for the root of the spec
 */
public record SpecUser(
        @Nullable String password,
        @Nullable String keys,
        @Nullable SpecNode root) {

    /** Checks that the user can log in. */
    public SpecUser {
        if (password == null && keys == null) {
            throw new IllegalArgumentException("a user needs a password, keys or both to log in");
        }
    }

    /** Somebody with a password that is kept there: {@code env:NAME} or {@code file:PATH}. */
    public static SpecUser withPassword(String secret) {
        return new SpecUser(secret, null, null);
    }

    /** Somebody with the keys of a file as OpenSSH's {@code authorized_keys}. */
    public static SpecUser withKeys(String file) {
        return new SpecUser(null, file, null);
    }

    /** This user who sees something else than the root of the spec. */
    public SpecUser seeing(SpecNode node) {
        return new SpecUser(password, keys, node);
    }

    /** How the user logs in, without the password. */
    @Override
    public String toString() {
        return "SpecUser[" + (password == null ? "" : "password ") + (keys == null ? "" : "keys " + keys) + "]";
    }
}
