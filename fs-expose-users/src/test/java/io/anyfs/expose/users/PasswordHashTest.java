package io.anyfs.expose.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    /** From the test vectors of the reference implementations, and of Wikipedia's article on bcrypt. */
    @ParameterizedTest
    @CsvSource({
        "password, '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'",
        "U*U, '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'",
        "abc123xyz, '$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'",
    })
    void known_hashes_are_those_of_their_passwords(String password, String text) {
        PasswordHash hash = PasswordHash.parse(text);
        assertTrue(hash.matches(password));
        assertFalse(hash.matches(password + "x"));
        assertFalse(hash.matches(""));
        assertEquals(text, hash.text());
    }

    @Test
    void a_new_hash_is_what_owasp_recommends_and_never_the_same() {
        PasswordHash hash = PasswordHash.of("hunter2");
        assertTrue(hash.text().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash.text());
        assertTrue(PasswordHash.parse(hash.text()).matches("hunter2"));
        assertNotEquals(hash.text(), PasswordHash.of("hunter2").text());
        assertFalse(hash.toString().contains("$"), "a hash shows itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$",
                "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2b$05$CCCCCCCCCCCCCCCCCCCCC"
            })
    void what_is_no_hash_or_costs_too_much_is_refused_and_not_repeated(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
        assertFalse(refusal.getMessage().contains(text), refusal::getMessage);
    }

    @Test
    void passwords_that_nobody_types_are_wrong() {
        assertFalse(PasswordHash.of("a").matches("a".repeat(5_000)));
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.of(""));
    }

    @Test
    void of_bcrypt_72_bytes_count() {
        PasswordHash hash = PasswordHash.parse("$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui");
        String long72 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        assertTrue(hash.matches(long72));
        assertTrue(hash.matches(long72 + "chars after 72 are ignored"));
    }

    @Test
    void nobodys_hash_costs_the_same_and_fits_nothing() {
        for (PasswordHash hash : new PasswordHash[] {
            PasswordHash.of("x"), PasswordHash.parse("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
        }) {
            PasswordHash nobody = PasswordHash.ofNobody(hash.cost());
            assertEquals(hash.cost(), nobody.cost());
            assertFalse(nobody.matches("x"));
        }
    }
}
