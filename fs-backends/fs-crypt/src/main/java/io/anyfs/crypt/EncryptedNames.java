package io.anyfs.crypt;

import com.google.crypto.tink.DeterministicAead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names by AES-SIV (RFC 5297), as letters and digits. Nothing else goes into it, not even the directory, so that a directory is
 * moved without encrypting anything again. The storage sees which names are equal, and about how long they are.
 */
final class EncryptedNames implements NameCipher {

    private static final int SIV = 16;
    private static final byte[] PURPOSE = "anyfs-crypt/1 name".getBytes(StandardCharsets.US_ASCII);

    /** A path is asked for several times in one call, and its first names in the next call again. */
    private static final int KEPT = 1000;

    private final DeterministicAead aead;
    private final Map<String, String> storedNames = Collections.synchronizedMap(new Recent());

    private final Map<String, String> plainNames = Collections.synchronizedMap(new Recent());

    EncryptedNames(DeterministicAead aead) {
        this.aead = aead;
    }

    @Override
    public String toStored(String name) {
        String known = storedNames.get(name);
        if (known != null) {
            return known;
        }
        try {
            String stored =
                    Base32Hex.encode(aead.encryptDeterministically(name.getBytes(StandardCharsets.UTF_8), PURPOSE));
            storedNames.put(name, stored);
            return stored;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a name could not be encrypted", broken);
        }
    }

    @Override
    public @Nullable String toPlain(String stored) {
        String known = plainNames.get(stored);
        if (known != null) {
            return known;
        }
        byte[] encrypted = Base32Hex.decode(stored);
        if (encrypted == null || encrypted.length <= SIV) {
            return null;
        }
        try {
            String name = new String(aead.decryptDeterministically(encrypted, PURPOSE), StandardCharsets.UTF_8);
            plainNames.put(stored, name);
            return name;
        } catch (GeneralSecurityException foreign) {
            return null;
        }
    }

    @Override
    public int maxNameBytes(int storedBytes) {
        return (int) Math.max(0, storedBytes * 5L / 8 - SIV);
    }

    @Override
    public int maxPathBytes(int storedBytes, int storedNameBytes) {
        if (storedBytes == Integer.MAX_VALUE) {
            return storedBytes;
        }
        int name = maxNameBytes(Math.min(storedNameBytes, storedBytes - 1));
        long storedName = 1 + Base32Hex.encodedLength((long) name + SIV);
        long whole = storedBytes / storedName;
        long rest = (storedBytes % storedName - 1) * 5 / 8 - SIV;
        return (int) (whole * (1 + name) + (rest > 0 ? 1 + rest : 0));
    }

    private static final class Recent extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    }
}
