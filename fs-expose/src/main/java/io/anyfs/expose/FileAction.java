package io.anyfs.expose;

import io.anyfs.FsPath;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to do with a file.
 *
 * @param kind what it is
 * @param path where
 * @param target where to, for a move and a copy; where a new link leads, or the file of a new name; else {@code null}
 */
public record FileAction(Kind kind, FsPath path, @Nullable String target) {

    /** What can be done. Looking at facts and listings is none of it. */
    public enum Kind {
        /** A file goes to the client. */
        DOWNLOAD,
        /** A file comes from the client. */
        UPLOAD,
        /** A file, link or empty directory is removed. */
        DELETE,
        /** An entry gets another path. */
        MOVE,
        /** A file is copied within the storage. */
        COPY,
        /** A directory is created. */
        CREATE_DIRECTORY,
        /** A symbolic link is created. */
        CREATE_LINK,
        /** A file gets another name. */
        CREATE_HARD_LINK,
        /** Times, modes or owners are set; those of an upload under way belong to it. */
        SET_ATTRIBUTES
    }

    static FileAction of(Kind kind, FsPath path) {
        return new FileAction(kind, path, null);
    }

    static FileAction of(Kind kind, FsPath path, FsPath target) {
        return new FileAction(kind, path, target.toString());
    }
}
