package io.anyfs.expose.users;

import java.util.List;

/**
 * Somebody who may log in. Immutable.
 *
 * @param name what the user is called
 * @param passwords the hashes of passwords, any of which opens; may be empty
 * @param keys the public keys, any of which opens; may be empty
 * @param profile what the user sees and may do
 */
public record UserEntry(String name, List<PasswordHash> passwords, List<PublicKeyLine> keys, UserProfile profile) {

    /** Keeps the lists from being changed. */
    public UserEntry {
        passwords = List.copyOf(passwords);
        keys = List.copyOf(keys);
    }
}
