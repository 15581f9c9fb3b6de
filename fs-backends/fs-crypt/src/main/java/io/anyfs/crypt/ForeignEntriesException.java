package io.anyfs.crypt;

import java.nio.file.DirectoryNotEmptyException;

/** The directory holds entries that were not stored through this encryption, and that a listing therefore leaves out. */
public class ForeignEntriesException extends DirectoryNotEmptyException {

    private static final long serialVersionUID = 1L;

    /** The failure at a directory. */
    public ForeignEntriesException(String directory) {
        super(directory);
    }

    @Override
    public String getReason() {
        return "it holds entries that were not stored through this encryption, which stay hidden and are not deleted";
    }
}
