package io.anyfs.expose;

import java.util.Locale;

/** What somebody may do at a path. */
public enum Permission {
    /** See what is in a directory. */
    LIST,
    /** Read the content of files. */
    READ,
    /** Create files, directories and links where nothing is. */
    CREATE,
    /** Change the content or the attributes of what is there, also by replacing it. */
    WRITE,
    /** Delete what is there. */
    DELETE,
    /** Move what is there to another place, where {@link #CREATE} is needed, and {@link #WRITE} if something is replaced. */
    RENAME;

    /** As it is written in files: the name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
