package io.anyfs.nio;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;

/** What was opened to be read only. */
interface Unwritable extends OpenFile {

    @Override
    default int write(ByteBuffer source, long position) {
        throw new NonWritableChannelException();
    }

    @Override
    default int append(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    default void truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    default void force() {
        // Nothing was written.
    }
}
