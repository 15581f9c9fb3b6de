package io.anyfs.expose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.anyfs.FileSystem;
import io.anyfs.memory.MemoryFileSystem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeveralUsersTest {

    private final FileSystem first = MemoryFileSystem.create();
    private final FileSystem second = MemoryFileSystem.create();

    @AfterEach
    void closeFiles() throws IOException {
        first.close();
        second.close();
    }

    @Test
    void each_gets_in_by_their_own_password_and_sees_their_own_files() {
        SeveralUsers users = new SeveralUsers(List.of(
                new SingleUser("alice", "of alice", List.of(), first),
                new SingleUser("bob", "of bob", List.of(), second)));

        Account alice = users.authenticate(Fixture.attempt("alice", "of alice"));
        Account bob = users.authenticate(Fixture.attempt("bob", "of bob"));

        assertNotNull(alice);
        assertNotNull(bob);
        assertEquals("alice", alice.name());
        assertSame(first, alice.fileSystem());
        assertEquals("bob", bob.name());
        assertSame(second, bob.fileSystem());
    }

    @Test
    void nobody_gets_in_by_the_password_or_the_key_of_another() throws GeneralSecurityException {
        PublicKey key = newKey();
        SeveralUsers users = new SeveralUsers(List.of(
                new SingleUser("alice", "of alice", List.of(), first),
                new SingleUser("bob", null, List.of(key), second)));

        assertNull(users.authenticate(Fixture.attempt("bob", "of alice")));
        assertNull(users.authenticate(Fixture.attempt("bob", "")));
        assertNull(users.authenticate(Fixture.attempt("carol", "of alice")));
        assertNull(users.authenticate(withKey("alice", key)));
        assertNotNull(users.authenticate(withKey("bob", key)));
    }

    @Test
    void two_of_one_name_get_in_each_by_their_own_password() {
        SeveralUsers users = new SeveralUsers(List.of(
                new SingleUser("team", "one", List.of(), first), new SingleUser("team", "two", List.of(), second)));

        Account one = users.authenticate(Fixture.attempt("team", "one"));
        Account two = users.authenticate(Fixture.attempt("team", "two"));

        assertNotNull(one);
        assertNotNull(two);
        assertSame(first, one.fileSystem());
        assertSame(second, two.fileSystem());
    }

    @Test
    void of_two_who_both_match_the_first_counts() {
        SeveralUsers users = new SeveralUsers(List.of(
                new SingleUser("team", "same", List.of(), first), new SingleUser("team", "same", List.of(), second)));

        Account account = users.authenticate(Fixture.attempt("team", "same"));

        assertNotNull(account);
        assertSame(first, account.fileSystem());
    }

    @Test
    void without_users_nobody_gets_in() {
        assertNull(new SeveralUsers(List.of()).authenticate(Fixture.attempt("", "")));
    }

    @Test
    void who_is_added_to_the_list_later_does_not_get_in() {
        List<SingleUser> list = new ArrayList<>(List.of(new SingleUser("alice", "of alice", List.of(), first)));
        SeveralUsers users = new SeveralUsers(list);
        list.add(new SingleUser("bob", "of bob", List.of(), second));

        assertNull(users.authenticate(Fixture.attempt("bob", "of bob")));
    }

    private static LoginAttempt withKey(String user, PublicKey key) {
        return new LoginAttempt(user, new Credential.Key(key), Protocol.SFTP, Fixture.CLIENT);
    }

    private static PublicKey newKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    }
}
