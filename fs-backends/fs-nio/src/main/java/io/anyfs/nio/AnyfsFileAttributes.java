package io.anyfs.nio;

import io.anyfs.FileInfo;
import java.nio.file.attribute.BasicFileAttributes;

/** All that a storage says of a file: {@code Files.readAttributes(path, AnyfsFileAttributes.class)}. */
public interface AnyfsFileAttributes extends BasicFileAttributes {

    /** What the storage says; its path is the one in the storage. */
    FileInfo info();
}
