package io.anyfs.crypt;

import io.anyfs.InvalidNameException;
import org.jspecify.annotations.Nullable;

/** How names are stored. Safe for use by many threads. */
sealed interface NameCipher permits EncryptedNames, PlainNames {

    /**
     * The name in the storage, always the same for the same name.
     *
     * @throws InvalidNameException if no entry may be called so
     */
    String toStored(String name) throws InvalidNameException;

    /** The name of what is stored under this one; {@code null} if it was not stored by us. */
    @Nullable
    String toPlain(String stored);

    /** The longest name, in bytes, where the storage takes names of so many. */
    int maxNameBytes(int storedBytes);

    /** The longest path, in bytes, where the storage takes paths of so many. One of shorter names may have to be shorter. */
    int maxPathBytes(int storedBytes, int storedNameBytes);
}
