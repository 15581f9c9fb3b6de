package io.anyfs.crypt;

import io.anyfs.FsPath;
import io.anyfs.InvalidNameException;
import org.jspecify.annotations.Nullable;

/** Paths and targets of links, name by name. */
record StoredPaths(NameCipher names) {

    /** The path in the storage. */
    FsPath toStored(FsPath path) throws InvalidNameException {
        if (path.isRoot()) {
            return path;
        }
        StringBuilder stored = new StringBuilder();
        try {
            for (String name : path) {
                stored.append('/').append(names.toStored(name));
            }
        } catch (InvalidNameException reserved) {
            throw new InvalidNameException(path.toString(), reserved.getReason());
        }
        return FsPath.of(stored.toString());
    }

    /** The path of what is stored at this one; {@code null} if one of its names was not stored by us. */
    @Nullable
    FsPath toPlain(FsPath stored) {
        if (stored.isRoot()) {
            return stored;
        }
        StringBuilder path = new StringBuilder();
        for (String storedName : stored) {
            String name = names.toPlain(storedName);
            if (name == null) {
                return null;
            }
            path.append('/').append(name);
        }
        return FsPath.of(path.toString());
    }

    /** Where the link leads in the storage, whose root is ours. */
    String toStoredTarget(String target) throws InvalidNameException {
        StringBuilder stored = new StringBuilder();
        for (String name : target.split("/", -1)) {
            stored.append(isName(name) ? names.toStored(name) : name).append('/');
        }
        return stored.substring(0, stored.length() - 1);
    }

    /** Where the link leads; {@code null} if one of the names was not stored by us. */
    @Nullable
    String toPlainTarget(String stored) {
        StringBuilder target = new StringBuilder();
        for (String storedName : stored.split("/", -1)) {
            String name = isName(storedName) ? names.toPlain(storedName) : storedName;
            if (name == null) {
                return null;
            }
            target.append(name).append('/');
        }
        return target.substring(0, target.length() - 1);
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && !text.equals(".") && !text.equals("..");
    }
}
