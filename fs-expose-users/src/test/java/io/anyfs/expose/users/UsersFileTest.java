package io.anyfs.expose.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.Permission;
import io.anyfs.expose.Protocol;
import io.anyfs.yaml.Problem;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersFileTest {

    static final String BCRYPT = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJDydkBuQfV8WQKo7dexEUkucIJMbHxxbGGpocnjvXv8 alice@laptop";

    @Test
    void everything_that_can_be_written_is_read() throws Exception {
        UsersFile file = UsersFile.parse("""
                anyfs-users: 1
                defaults:
                  home: /homes/{user}
                  limits: {sessions: 3}
                anonymous:
                  home: /pub
                users:
                  alice:
                    password: '%s'
                    keys: ['%s']
                    permissions:
                      /private: none
                      /in: [create, list]
                      /: all
                    quota: {bytes: 10MiB, entries: 100}
                    limits: {sessions: 5, download: 1MiB, upload: 2MiB}
                    protocols: [sftp]
                    networks: [192.0.2.0/24, '2001:db8::/32']
                  bob: {password: ['%1$s'], home: 'mem:', readOnly: true}
                """.formatted(BCRYPT, KEY));
        UserProfile alice = file.users().get("alice").profile();
        assertEquals("/homes/alice", alice.home());
        assertEquals(new Quota(10 << 20, 100), alice.quota());
        assertEquals(new AccountLimits(5, 1 << 20, 2 << 20), alice.limits());
        assertEquals(Set.of(Protocol.SFTP), alice.protocols());
        assertEquals(
                Set.of(Permission.CREATE, Permission.LIST),
                alice.permissions().rules().get(1).allowed());
        assertTrue(alice.networks().get(0).contains(InetAddress.getByName("192.0.2.77")));
        assertFalse(alice.networks().get(0).contains(InetAddress.getByName("192.0.3.1")));
        assertTrue(alice.networks().get(1).contains(InetAddress.getByName("2001:db8:1::1")));
        assertFalse(alice.networks().get(1).contains(InetAddress.getByName("2001:db9::1")));
        UserProfile bob = file.users().get("bob").profile();
        assertEquals("mem:", bob.home());
        assertTrue(bob.readOnly());
        assertEquals(3, bob.limits().maxSessions());
        assertTrue(file.anonymous().readOnly());
        assertEquals("/pub", file.anonymous().home());
    }

    @Test
    void all_mistakes_are_told_at_once_with_their_places_and_no_secret() {
        List<Problem> problems = assertThrows(UsersFileException.class, () -> UsersFile.parse("""
                        anyfs-users: 1
                        usrs: {}
                        anonymous: {readOnly: true}
                        users:
                          alice:
                            password: hunter2
                            hom: /a
                          ../bob:
                            keys: ssh-ed25519 AAAA
                          carol: {home: /c}
                          dave:
                            keys: []
                            home: a/b
                            permissions: {/: al, /x: [raed]}
                            networks: [10.0.0.1/8, example.org]
                            protocols: [sftpp]
                            limits: {sessions: -1, upload: fast}
                        """))
                .problems();
        String all = problems.toString();
        assertFalse(all.contains("hunter2"), all);
        for (String expected : List.of(
                "users:2:1: a file of users has no 'usrs'; did you mean users?",
                "users:3:1: say what those see",
                "users:6:15: is not the hash of a password",
                "users:7:5: a user has no 'hom'; did you mean home?",
                "users:8:3: this is no user name",
                "users:9:11: the key is not whole",
                "users:10:3: a user needs a password, keys or authorities",
                "users:13:11: a home is a path",
                "users:14:22: there is no permission 'al'; did you mean all?",
                "put / last",
                "did you mean read?",
                "write 10.0.0.0/8",
                "'example.org' is no network",
                "there is no protocol 'sftpp'; did you mean sftp?",
                "must be a whole number, 0 or more: -1",
                "users:17:36: not an amount of bytes")) {
            assertTrue(all.contains(expected), () -> expected + " in " + all);
        }
    }

    @Test
    void a_name_cannot_move_a_home() {
        for (String name : List.of("..", ".", "a/b", "../a", "a\\b", "-rf", "{user}", "a:b", "", "a b")) {
            assertFalse(UserName.isValid(name), name);
        }
        assertEquals("s3://b/h%C3%A4%3F%26", UserName.inUrl("s3://b/{user}", "hä?&"));
        assertThrows(UsersFileException.class, () -> one("home: '/../{user}'"));
        assertThrows(UsersFileException.class, () -> one("home: '/{home}'"));
        assertThrows(UsersFileException.class, () -> one("home: 'local:relative'"));
        assertThrows(UsersFileException.class, () -> one("home: 'nothere://x'"));
    }

    @Test
    void somebody_anonymous_is_nobody_else() {
        String refusal = assertThrows(UsersFileException.class, () -> UsersFile.parse("""
                        anyfs-users: 1
                        anonymous: {home: /pub}
                        users: {ftp: {keys: []}}
                        """))
                .getMessage();
        assertTrue(refusal.contains("'ftp' is nobody in particular"), refusal);
    }

    @Test
    void authorities_and_principals_are_read_as_they_were_written() {
        UserEntry user = UsersFile.parse(
                        "anyfs-users: 1\nusers: {alice: {authorities: '" + KEY + "', principals: [ops, 'a b']}}\n")
                .users()
                .get("alice");
        assertEquals(List.of(PublicKeyLine.parse(KEY)), user.authorities());
        assertEquals(List.of("ops", "a b"), List.copyOf(user.principals()));
        UsersFile written = UsersFile.parse(UserWriter.write(new UsersFile(Map.of("alice", user), null)));
        assertEquals(user, written.users().get("alice"));

        assertRefused("principals: [ops]", "say too whose certificates");
        assertRefused("authorities: '" + KEY + "'\n    principals: []", "say whom certificates have to be for");
        assertRefused("authorities: nonsense", "a key begins with its type");
    }

    private static void assertRefused(String field, String why) {
        String refusal =
                assertThrows(UsersFileException.class, () -> one(field)).getMessage();
        assertTrue(refusal.contains(why), refusal);
    }

    @Test
    void keys_are_those_that_can_log_in_here() {
        PublicKeyLine key = PublicKeyLine.parse(KEY);
        assertEquals("ssh-ed25519", key.type());
        assertEquals("alice@laptop", key.comment());
        assertTrue(key.fingerprint().startsWith("SHA256:"));
        assertEquals(KEY, key.toString());
        for (String refused : List.of(
                "from=\"10.0.0.1\" " + KEY,
                "ssh-dss AAAA",
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "ssh-ed25519",
                "",
                KEY.replace("ssh-ed25519 ", "ssh-rsa "))) {
            assertThrows(IllegalArgumentException.class, () -> PublicKeyLine.parse(refused), refused);
        }
    }

    private static UsersFile one(String field) {
        return UsersFile.parse("anyfs-users: 1\nusers:\n  alice:\n    keys: []\n    " + field + "\n");
    }
}
