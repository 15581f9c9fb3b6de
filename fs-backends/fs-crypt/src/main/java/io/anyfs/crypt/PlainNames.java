package io.anyfs.crypt;

import io.anyfs.InvalidNameException;
import org.jspecify.annotations.Nullable;

/**
 * Names as they are. That of the storage's settings is kept from everybody, in every directory: a link to the root would lead to it
 * otherwise.
 */
final class PlainNames implements NameCipher {

    @Override
    public String toStored(String name) throws InvalidNameException {
        if (name.equalsIgnoreCase(ConfigFile.NAME)) {
            throw new InvalidNameException(name, "the encryption keeps this name for itself");
        }
        return name;
    }

    @Override
    public @Nullable String toPlain(String stored) {
        return stored.equalsIgnoreCase(ConfigFile.NAME) ? null : stored;
    }

    @Override
    public int maxNameBytes(int storedBytes) {
        return storedBytes;
    }

    @Override
    public int maxPathBytes(int storedBytes, int storedNameBytes) {
        return storedBytes;
    }
}
