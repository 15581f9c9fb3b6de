package io.anyfs.tck.mutant;

import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingReadHandle;
import io.anyfs.spi.ForwardingWriteHandle;

/** Handles to override a little of. */
final class MutantHandle {

    private MutantHandle() {}

    static class Write extends ForwardingWriteHandle {
        Write(BackendWriteHandle delegate) {
            super(delegate);
        }
    }

    static class Read extends ForwardingReadHandle {
        Read(BackendReadHandle delegate) {
            super(delegate);
        }
    }
}
