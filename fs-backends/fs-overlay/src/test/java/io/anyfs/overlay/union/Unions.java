package io.anyfs.overlay.union;

import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.util.List;

/** Unions for tests. */
final class Unions {

    private Unions() {}

    /** A write layer above one that is only read. */
    static UnionBackend of(Backend upper, Backend lower) {
        return new UnionBackend(List.of(UnionLayer.writable("upper", upper), UnionLayer.readOnly("lower", lower)));
    }

    /** A storage that another one closes. */
    static Backend lent(Backend backend) {
        return new Lent(backend);
    }

    private static final class Lent extends ForwardingBackend {
        Lent(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {}
    }
}
