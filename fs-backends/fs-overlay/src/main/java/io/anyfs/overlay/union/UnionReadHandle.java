package io.anyfs.overlay.union;

import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.ForwardingReadHandle;
import java.io.IOException;

/** A file of one layer, open for reading. It stays that layer's version when another layer gets the file. */
final class UnionReadHandle extends ForwardingReadHandle {

    private final FileInfo info;
    private final Gate gate;

    UnionReadHandle(BackendReadHandle inner, Layer layer, FsPath path, Gate gate) {
        super(inner);
        this.info = layer.told(inner.info(), path);
        this.gate = gate;
        gate.opened();
    }

    @Override
    public FileInfo info() {
        return info;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            gate.closed();
        }
    }
}
