package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleUserTest {

    private final FileSystem files = MemoryFileSystem.create();

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void the_password_lets_in() {
        SingleUser users = new SingleUser("alice", "pässword", List.of(), files);

        Account account = users.authenticate(Fixture.attempt("alice", "pässword"));

        assertNotNull(account);
        assertEquals("alice", account.name());
        assertNull(users.authenticate(Fixture.attempt("alice", "password")));
        assertNull(users.authenticate(Fixture.attempt("Alice", "pässword")));
        assertNull(users.authenticate(Fixture.attempt("", "")));
    }

    @Test
    void without_a_password_no_password_lets_in_not_even_an_empty_one() {
        for (String none : new String[] {null, ""}) {
            SingleUser users = new SingleUser("alice", none, List.of(), files);

            assertNull(users.authenticate(Fixture.attempt("alice", "")));
            assertNull(users.authenticate(Fixture.attempt("alice", "\0")));
        }
    }

    @Test
    void an_allowed_key_lets_in_and_no_other() throws GeneralSecurityException {
        PublicKey allowed = newKey();
        SingleUser users = new SingleUser("alice", null, List.of(newKey(), allowed), files);

        assertNotNull(users.authenticate(withKey("alice", allowed)));
        assertNull(users.authenticate(withKey("alice", newKey())));
        assertNull(users.authenticate(withKey("bob", allowed)));
    }

    @Test
    void keys_without_an_encoding_are_refused_because_they_all_look_alike() throws GeneralSecurityException {
        PublicKey opaque = new OpaqueKey();
        SingleUser users = new SingleUser("alice", null, List.of(newKey()), files);

        assertThrows(IllegalArgumentException.class, () -> new SingleUser("alice", null, List.of(opaque), files));
        assertNull(users.authenticate(withKey("alice", opaque)));
    }

    @Test
    void no_secret_shows_in_an_attempt() {
        LoginAttempt attempt = Fixture.attempt("alice", "hunter2");

        assertFalse(attempt.toString().contains("hunter2"), attempt::toString);
    }

    private static LoginAttempt withKey(String user, PublicKey key) {
        return new LoginAttempt(user, new Credential.Key(key), Protocol.SFTP, Fixture.CLIENT);
    }

    private static PublicKey newKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    }

    /** As a key in a hardware token is. */
    private static final class OpaqueKey implements PublicKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "token";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
