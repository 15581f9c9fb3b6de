package io.anyfs.cache.writeback;

import io.anyfs.FileInfo;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;

/** A write straight to the storage, which comes after what was committed before it. */
final class PassedWriteHandle extends ForwardingWriteHandle {

    private final Turn turn;

    /** Waits until it is this write's turn. */
    @FunctionalInterface
    interface Turn {
        /** The caller's turn, which ends with the close of what is returned. */
        Claims.Claim take() throws IOException;
    }

    PassedWriteHandle(BackendWriteHandle delegate, Turn turn) {
        super(delegate);
        this.turn = turn;
    }

    @Override
    public FileInfo commit() throws IOException {
        Claims.Claim claim;
        try {
            claim = turn.take();
        } catch (IOException failure) {
            super.abort();
            throw failure;
        }
        try (claim) {
            return super.commit();
        }
    }
}
