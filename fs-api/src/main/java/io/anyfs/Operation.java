package io.anyfs;

/** The operations of a filesystem, as errors and observers name them. */
public enum Operation {
    /** Asking for facts. */
    STAT("stat"),
    /** Opening or reading a listing. */
    LIST("list"),
    /** Opening a file for reading. */
    OPEN_READ("open for reading"),
    /** Reading an open file. */
    READ("read"),
    /** Opening a file for writing. */
    OPEN_WRITE("open for writing"),
    /** Writing, truncating or flushing an open file. */
    WRITE("write"),
    /** Publishing what was written. */
    COMMIT("commit"),
    /** Giving up what was written. */
    ABORT("abort"),
    /** Creating a directory. */
    CREATE_DIRECTORY("create directory"),
    /** Deleting an entry. */
    DELETE("delete"),
    /** Deleting a directory with all that it holds, in few requests. */
    DELETE_TREE("delete tree"),
    /** Moving an entry. */
    MOVE("move"),
    /** Copying a file. */
    COPY("copy"),
    /** Setting times, mode or owner. */
    SET_ATTRIBUTES("set attributes"),
    /** Reading where a link leads. */
    READ_LINK("read link"),
    /** Creating a link. */
    CREATE_SYMBOLIC_LINK("create symbolic link"),
    /** Giving a file another name. */
    CREATE_HARD_LINK("create hard link"),
    /** Asking for the room there is. */
    SPACE("space"),
    /** Closing the filesystem or a handle. */
    CLOSE("close");

    private final String phrase;

    Operation(String phrase) {
        this.phrase = phrase;
    }

    /** The operation in words. */
    @Override
    public String toString() {
        return phrase;
    }
}
