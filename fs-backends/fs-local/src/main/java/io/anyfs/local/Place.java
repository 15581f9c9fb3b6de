package io.anyfs.local;

import io.anyfs.FsPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads: a directory and a name in it, whether anything has that name or not.
 *
 * @param directory an own use of the directory
 * @param name one name, or {@code .} for the directory itself
 */
record Place(Directory directory, String name) implements Closeable {

    /** The facts of what is there; {@code null} if nothing is. */
    @Nullable
    BasicFileAttributes find() throws IOException {
        try {
            return directory.attributes(name);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** The facts of what is there. */
    BasicFileAttributes existing(FsPath asked) throws IOException {
        BasicFileAttributes found = find();
        if (found == null) {
            throw new NoSuchFileException(asked.toString());
        }
        return found;
    }

    /** Whether another place is this one, also where other paths lead to it. */
    boolean isSame(Place other) throws IOException {
        return name.equals(other.name) && directory.key().equals(other.directory.key());
    }

    /** Whether this place is that of a directory or anywhere in it, also where other paths lead there. */
    boolean isIn(Place other) throws IOException {
        return real().startsWith(other.real())
                || (directory instanceof PathDirectory
                        && directory.host().toRealPath().startsWith(other.host().toRealPath()));
    }

    /** The path with all links resolved. */
    FsPath real() {
        return name.equals(".") ? directory.real() : directory.real().child(name);
    }

    /** The path on this machine. */
    Path host() throws IOException {
        return name.equals(".") ? directory.host() : directory.host().resolve(Names.path(directory.host(), name));
    }

    @Override
    public void close() {
        directory.close();
    }
}
