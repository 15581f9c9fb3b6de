package io.anyfs.lifecycle;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file is no dump of resources, or one that was cut off or damaged. The message says in which line. */
public class CorruptDumpException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    private final long line;

    /** Something is wrong with a line of a file. */
    public CorruptDumpException(Path file, long line, String reason) {
        super(file.toString(), null, "line " + line + ": " + reason);
        this.line = line;
    }

    /** The line, from 1. */
    public long line() {
        return line;
    }
}
