package io.anyfs.overlay.mount;

import io.anyfs.FsPath;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import io.anyfs.spi.ForwardingWriteHandle;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A storage where something else happens as soon as the last bytes of a file have been written. */
final class Meddling extends ForwardingBackend {

    private final Meddler meddler;

    @FunctionalInterface
    interface Meddler {
        void meddle() throws IOException;
    }

    Meddling(Backend delegate, Meddler meddler) {
        super(delegate);
        this.meddler = meddler;
    }

    @Override
    public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
        return new ForwardingWriteHandle(super.openWrite(path, options)) {
            private boolean done;

            @Override
            public void write(ByteBuffer source) throws IOException {
                super.write(source);
                if (!done && size() == options.expectedSize()) {
                    done = true;
                    meddler.meddle();
                }
            }
        };
    }
}
