package io.anyfs.expose.ftp;

import io.anyfs.FileInfo;

/** Writes one entry of a listing as a line. */
@FunctionalInterface
interface LineFormat {

    /** Appends the line, without its end. */
    void append(StringBuilder line, FileInfo info, String name);
}
