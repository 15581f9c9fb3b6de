package io.anyfs.expose.users;

import io.anyfs.expose.Credential;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody who may log in. Immutable.
 *
 * @param name what the user is called
 * @param passwords the hashes of passwords, any of which opens; may be empty
 * @param keys the public keys, any of which opens; may be empty
 * @param authorities the public keys of those whose certificates of OpenSSH open; may be empty
 * @param principals for whom a certificate has to be; if empty, for the user's name
 * @param profile what the user sees and may do
 */
public record UserEntry(
        String name,
        List<PasswordHash> passwords,
        List<PublicKeyLine> keys,
        List<PublicKeyLine> authorities,
        Set<String> principals,
        UserProfile profile) {

    /** Somebody whom no certificate opens for. */
    public UserEntry(String name, List<PasswordHash> passwords, List<PublicKeyLine> keys, UserProfile profile) {
        this(name, passwords, keys, List.of(), Set.of(), profile);
    }

    /** Keeps the collections from being changed. */
    public UserEntry {
        passwords = List.copyOf(passwords);
        keys = List.copyOf(keys);
        authorities = List.copyOf(authorities);
        principals = Collections.unmodifiableSet(new LinkedHashSet<>(principals));
    }

    /** Whether a certificate opens. */
    boolean isOpenedBy(Credential.CertifiedKey certificate) {
        Set<String> wanted = principals.isEmpty() ? Set.of(name) : principals;
        return wanted.stream().anyMatch(certificate.principals()::contains)
                && authorities.stream().anyMatch(authority -> authority.isKey(certificate.authority()));
    }
}
