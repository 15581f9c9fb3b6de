package io.anyfs.expose.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a password, as files of users have it: Argon2id (RFC 9106) in the PHC string format, or bcrypt. Immutable; what it
 * prints as does not show the hash.
 */
public sealed interface PasswordHash {

    /** Longer passwords are wrong: nobody types them, and hashing them would be work for nothing. */
    int MAX_PASSWORD_BYTES = 1024;

    /** The hash as it is written. */
    String text();

    /** What it takes to compare a password with it: two hashes of the same cost take the same time. */
    Cost cost();

    /** Whether this is the hash of a password. Takes the same time whether it is or not. */
    boolean matches(String password);

    /**
     * What a comparison takes.
     *
     * @param method which function, with its variant
     * @param memory in KiB, 0 if it hardly takes any
     * @param rounds how often, or for bcrypt to which power of two
     * @param lanes how many parts there are
     */
    record Cost(String method, int memory, int rounds, int lanes) {}

    /** Hashes a new password, with what OWASP recommends for Argon2id: 19 MiB, 2 passes, 1 lane. */
    static PasswordHash of(String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return Argon2id.hash(password, salt, 19_456, 2, 1, 32);
    }

    /**
     * A hash of that cost that no password has.
     *
     * @throws IllegalArgumentException if there is no such cost
     */
    static PasswordHash ofNobody(Cost cost) {
        if (cost.method().equals(Argon2id.METHOD)) {
            return new Argon2id(cost.memory(), cost.rounds(), cost.lanes(), "", new byte[16], new byte[32], true);
        }
        return new Bcrypt(String.format("$2b$%02d$%s", cost.rounds(), ".".repeat(53)), cost.rounds(), true);
    }

    /**
     * Reads a hash.
     *
     * @throws IllegalArgumentException if it is none, or one that costs more than a server should spend; the message does not
     *     repeat it
     */
    static PasswordHash parse(String text) {
        if (text.startsWith("$argon2id$")) {
            return Argon2id.parse(text);
        } else if (text.startsWith("$2")) {
            return Bcrypt.parse(text);
        } else if (text.startsWith("$argon2")) {
            throw new IllegalArgumentException("only the variant argon2id of Argon2 is for passwords");
        }
        throw new IllegalArgumentException(
                "is not the hash of a password, which begins with $argon2id$ or $2b$; 'anyfs user passwd' makes one");
    }

    /** The bytes that are hashed; {@code null} for what cannot be a password. */
    private static byte @Nullable [] bytes(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return bytes.length > MAX_PASSWORD_BYTES ? null : bytes;
    }

    /** Argon2id. */
    final class Argon2id implements PasswordHash {

        private static final String METHOD = "argon2id";

        /** As much as thirty logins with the usual cost. */
        private static final int MAX_MEMORY = 512 * 1024;

        private static final int MAX_ROUNDS = 16;
        private static final int MAX_LANES = 16;

        private static final Pattern SYNTAX = Pattern.compile(
                "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

        private final int memory;
        private final int rounds;
        private final int lanes;
        private final String text;
        private final byte[] salt;
        private final byte[] hash;
        private final boolean nobodys;

        private Argon2id(int memory, int rounds, int lanes, String text, byte[] salt, byte[] hash, boolean nobodys) {
            this.memory = memory;
            this.rounds = rounds;
            this.lanes = lanes;
            this.text = text;
            this.salt = salt;
            this.hash = hash;
            this.nobodys = nobodys;
        }

        static Argon2id hash(String password, byte[] salt, int memory, int rounds, int lanes, int length) {
            byte[] bytes = bytes(password);
            if (bytes == null || bytes.length == 0) {
                throw new IllegalArgumentException("a password has 1 to " + MAX_PASSWORD_BYTES + " bytes");
            }
            byte[] hash = compute(bytes, salt, memory, rounds, lanes, length);
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            String text = "$argon2id$v=19$m=" + memory + ",t=" + rounds + ",p=" + lanes + "$"
                    + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
            return new Argon2id(memory, rounds, lanes, text, salt, hash, false);
        }

        private static Argon2id parse(String text) {
            Matcher parts = SYNTAX.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "is no whole Argon2id hash: $argon2id$v=19$m=MEMORY,t=PASSES,p=LANES$SALT$HASH");
            }
            int memory = Integer.parseInt(parts.group(1));
            int rounds = Integer.parseInt(parts.group(2));
            int lanes = Integer.parseInt(parts.group(3));
            if (rounds < 1 || lanes < 1 || memory < 8 * lanes) {
                throw new IllegalArgumentException("Argon2id takes t and p of 1 or more, and m of 8 times p or more");
            }
            if (memory > MAX_MEMORY || rounds > MAX_ROUNDS || lanes > MAX_LANES) {
                throw new IllegalArgumentException(
                        "this hash costs more than a server should spend on a login: m is at most " + MAX_MEMORY
                                + ", t " + MAX_ROUNDS + " and p " + MAX_LANES);
            }
            try {
                byte[] salt = Base64.getDecoder().decode(parts.group(4));
                byte[] hash = Base64.getDecoder().decode(parts.group(5));
                return new Argon2id(memory, rounds, lanes, text, salt, hash, false);
            } catch (IllegalArgumentException broken) {
                throw new IllegalArgumentException("the salt or the hash is no whole Base64", broken);
            }
        }

        private static byte[] compute(byte[] password, byte[] salt, int memory, int rounds, int lanes, int length) {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(rounds)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            generator.generateBytes(password, hash);
            return hash;
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public Cost cost() {
            return new Cost(METHOD, memory, rounds, lanes);
        }

        @Override
        public boolean matches(String password) {
            byte[] bytes = bytes(password);
            byte[] computed = compute(bytes == null ? new byte[1] : bytes, salt, memory, rounds, lanes, hash.length);
            return MessageDigest.isEqual(computed, hash) && bytes != null && bytes.length > 0 && !nobodys;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Argon2id argon && argon.text.equals(text) && Arrays.equals(argon.salt, salt);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return METHOD;
        }
    }

    /** bcrypt, of whose passwords only the first 72 bytes count. */
    final class Bcrypt implements PasswordHash {

        private static final String METHOD = "bcrypt";

        /** 2^16 rounds take some seconds. */
        private static final int MAX_COST = 16;

        private static final Pattern SYNTAX = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

        private final String text;
        private final int rounds;
        private final boolean nobodys;

        private Bcrypt(String text, int rounds, boolean nobodys) {
            this.text = text;
            this.rounds = rounds;
            this.nobodys = nobodys;
        }

        private static Bcrypt parse(String text) {
            Matcher parts = SYNTAX.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "is no whole bcrypt hash: $2b$, $2y$ or $2a$, two digits, $ and 53 letters");
            }
            int rounds = Integer.parseInt(parts.group(1));
            if (rounds < 4 || rounds > MAX_COST) {
                throw new IllegalArgumentException("the cost of bcrypt is 4 to " + MAX_COST + " here: " + rounds);
            }
            return new Bcrypt(text, rounds, false);
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public Cost cost() {
            return new Cost(METHOD, 0, rounds, 1);
        }

        @Override
        public boolean matches(String password) {
            byte[] bytes = bytes(password);
            byte[] hashed = bytes == null ? new byte[1] : Arrays.copyOf(bytes, Math.min(72, bytes.length));
            boolean equal = OpenBSDBCrypt.checkPassword(text, hashed);
            return equal && bytes != null && bytes.length > 0 && !nobodys;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bcrypt bcrypt && bcrypt.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return METHOD;
        }
    }
}
