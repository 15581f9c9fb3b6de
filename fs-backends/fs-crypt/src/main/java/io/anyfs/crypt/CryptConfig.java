package io.anyfs.crypt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a storage says of its encryption: lines of a word and a value, the last of which authenticates those before it.
 *
 * @param names what becomes of names
 * @param segmentSize bytes of ciphertext in a segment
 * @param scheme whose provider wrapped the data key
 * @param wrappedKey the data key, wrapped, in Base64
 */
record CryptConfig(NameProtection names, int segmentSize, String scheme, String wrappedKey) {

    private static final String VERSION = "1";
    private static final List<String> WORDS =
            List.of("anyfs-crypt", "names", "segment-size", "key-scheme", "wrapped-key", "check");
    private static final String CHECK = "check ";

    static CryptConfig of(CryptOptions options, KeyProvider keys, byte[] wrappedKey) {
        return new CryptConfig(
                options.names(),
                options.segmentSize(),
                keys.scheme(),
                Base64.getEncoder().encodeToString(wrappedKey));
    }

    byte[] wrappedKeyBytes() {
        return Base64.getDecoder().decode(wrappedKey);
    }

    /** The text with its check. */
    String sealed(DataKey key) throws GeneralSecurityException {
        String text = text();
        byte[] check = key.config().computeMac(text.getBytes(StandardCharsets.UTF_8));
        return text + CHECK + Base64.getEncoder().encodeToString(check) + "\n";
    }

    /**
     * Whether the text was sealed with this key.
     *
     * @throws GeneralSecurityException if not
     */
    void verify(String sealed, DataKey key) throws GeneralSecurityException {
        String check =
                sealed.substring(sealed.lastIndexOf(CHECK) + CHECK.length()).strip();
        key.config().verifyMac(Base64.getDecoder().decode(check), text().getBytes(StandardCharsets.UTF_8));
        if (!sealed.equals(sealed(key))) {
            // Base64 has several texts for the same bytes.
            throw new GeneralSecurityException("the settings are not written as we write them");
        }
    }

    /**
     * Reads a text that is not verified yet.
     *
     * @throws IllegalArgumentException if it makes no sense; the message says why
     */
    static CryptConfig parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            values.put(line.substring(0, Math.max(0, space)), line.substring(space + 1));
        });
        String version = values.get("anyfs-crypt");
        if (version != null && !version.equals(VERSION)) {
            throw new IllegalArgumentException("it is of version " + version + ", and this program knows " + VERSION);
        }
        if (!List.copyOf(values.keySet()).equals(WORDS)) {
            throw new IllegalArgumentException("it is damaged: it must have the lines " + String.join(", ", WORDS));
        }
        int segmentSize = Integer.parseInt(value(values, "segment-size"));
        CryptOptions.requireSegmentSize(segmentSize);
        Base64.getDecoder().decode(value(values, "wrapped-key"));
        Base64.getDecoder().decode(value(values, "check"));
        return new CryptConfig(
                NameProtection.valueOf(value(values, "names").toUpperCase(Locale.ROOT)),
                segmentSize,
                value(values, "key-scheme"),
                value(values, "wrapped-key"));
    }

    private static String value(Map<String, String> values, String word) {
        @Nullable String value = values.get(word);
        return value == null ? "" : value;
    }

    private String text() {
        return "anyfs-crypt " + VERSION + "\n"
                + "names " + names.name().toLowerCase(Locale.ROOT) + "\n"
                + "segment-size " + segmentSize + "\n"
                + "key-scheme " + scheme + "\n"
                + "wrapped-key " + wrappedKey + "\n";
    }
}
