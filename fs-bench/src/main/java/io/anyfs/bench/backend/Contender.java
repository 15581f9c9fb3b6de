package io.anyfs.bench.backend;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A storage under measurement. Paths are relative to its root, without a leading slash. */
interface Contender extends Closeable {

    void createDirectory(String path) throws IOException;

    /** The size of a file, by asking for its attributes. */
    long stat(String path) throws IOException;

    /** Opens a file for reading and closes it. */
    void openAndClose(String path) throws IOException;

    /** Lists a directory with the sizes of what it holds, and gives their sum. */
    long list(String directory) throws IOException;

    /** Reads a file from its start to its end through the buffer, and gives how many bytes there were. */
    long read(String path, ByteBuffer buffer) throws IOException;

    /** Replaces a file by the buffer's content, so many times over. */
    void write(String path, ByteBuffer content, int times) throws IOException;
}
